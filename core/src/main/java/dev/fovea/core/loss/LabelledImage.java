package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;

/**
 * What one image of a batch should have come out as.
 *
 * @param image its place in the batch
 * @param truth its boxes
 * @param matches its anchors that are not background
 * @param weight the normaliser's factor of its loss
 */
record LabelledImage(int image, TruthBoxes truth, Matches matches, double weight) {}
