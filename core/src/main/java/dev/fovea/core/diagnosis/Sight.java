package dev.fovea.core.diagnosis;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.box.Boxes;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.List;
import java.util.function.IntPredicate;

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
    List<Detection> candidates) {
  /** The part of a box in a region to ignore from which on it is ignored. */
  private static final float IGNORED = 0.5f;

  /** The logit of an anchor and class. */
  float logit(int anchor, int classIndex) {
    int level = grid.levelOf(anchor);
    LevelOutputs values = outputs.levels().get(level);
    long place = (long) (anchor - grid.start(level)) * outputs.classes() + classIndex;
    return values.get(values.logits(), place);
  }

  /** The probability that the network gives an anchor and class. */
  double score(int anchor, int classIndex) {
    return 1 / (1 + Math.exp(-(double) logit(anchor, classIndex)));
  }

  /** The box that the network gives an anchor: {@code [4]}. */
  float[] decoded(int anchor) {
    int level = grid.levelOf(anchor);
    LevelOutputs values = outputs.levels().get(level);
    float[] deltas = new float[4];
    for (int i = 0; i < 4; i++) {
      deltas[i] = values.get(values.deltas(), 4L * (anchor - grid.start(level)) + i);
    }
    float[] box = new float[4];
    BoxCoder.DEFAULT.decode(grid.boxes(), anchor, deltas, box, 0);
    return box;
  }

  /** The greatest IoU of a box with the truth boxes of some classes; 0 where there is none. */
  float overlap(float[] box, IntPredicate classes) {
    float greatest = 0;
    for (int i = 0; i < truth.count(); i++) {
      if (classes.test(truth.classes()[i])) {
        greatest = Math.max(greatest, Boxes.iou(truth.boxes(), i, box, 0));
      }
    }
    return greatest;
  }

  /** Whether at least half of a box lies in one region to ignore. */
  boolean isIgnored(float[] box) {
    float[] regions = truth.ignored();
    for (int region = 0; region < regions.length / 4; region++) {
      if (Boxes.coverage(box, 0, regions, region) >= IGNORED) {
        return true;
      }
    }
    return false;
  }
}
