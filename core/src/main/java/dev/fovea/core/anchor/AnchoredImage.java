package dev.fovea.core.anchor;

import dev.fovea.core.Size;

/**
 * An image as anchors meet it.
 *
 * @param canvas the padded network input that it lies in
 * @param truth boxes in that input's pixels
 */
public record AnchoredImage(Size canvas, TruthBoxes truth) {}
