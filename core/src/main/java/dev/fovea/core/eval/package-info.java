/**
 * COCO's box metrics on plain arrays, equal to pycocotools 2.0.11 in the last bit.
 *
 * <p>{@link dev.fovea.core.eval.CocoMetric} takes a {@link dev.fovea.core.eval.GroundTruth} with a
 * list of {@link dev.fovea.core.eval.DetectedObject} and gives a {@link
 * dev.fovea.core.eval.CocoSummary}.
 */
package dev.fovea.core.eval;
