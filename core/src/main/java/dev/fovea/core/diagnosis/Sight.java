package dev.fovea.core.diagnosis;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.HeadOutputs;
import java.util.List;

/**
 * One image as the detector saw it; all boxes in the pixels of the network's input.
 *
 * @param grid anchors
 * @param truth boxes
 * @param matches the anchors' truth boxes, as in training
 * @param outputs of the network for this image alone
 * @param shown detections above the score from which on one counts
 * @param candidates the same before suppression and limits
 */
public record Sight(
    AnchorGrid grid,
    TruthBoxes truth,
    Matches matches,
    HeadOutputs outputs,
    List<Detection> shown,
    List<Detection> candidates) {}
