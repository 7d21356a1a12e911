package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Value;

/**
 * The best anchors of each picture, decoded, before suppression.
 *
 * @param boxes {@code [N, T, 4]}, pixels of the network's input
 * @param logits {@code [N, T]}
 * @param classes {@code [N, T]}, from 0
 */
record CandidateValues(Value boxes, Value logits, Value classes) {}
