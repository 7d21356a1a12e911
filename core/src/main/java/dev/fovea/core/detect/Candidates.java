package dev.fovea.core.detect;

/**
 * Decoded boxes of one image, before suppression.
 *
 * @param boxes {@code [N, 4]}, pixels of the network's input
 * @param logits {@code [N]}
 * @param classes {@code [N]}
 */
record Candidates(float[] boxes, float[] logits, int[] classes) {}
