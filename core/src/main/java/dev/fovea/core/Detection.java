package dev.fovea.core;

import dev.fovea.core.box.Box;

/**
 * One found object.
 *
 * @param classIndex {@code 0 … K−1}
 * @param score probability in {@code [0, 1]}
 * @param box in the image's own pixels
 */
public record Detection(int classIndex, float score, Box box) {}
