/**
 * From a network's raw outputs to detections: threshold in logit space, best anchors of each level,
 * decoding, non-maximum suppression.
 */
package dev.fovea.core.detect;
