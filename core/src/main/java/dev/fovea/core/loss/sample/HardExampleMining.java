package dev.fovea.core.loss.sample;

import dev.fovea.core.FoveaException;
import java.util.Arrays;

/**
 * Online hard example mining: every anchor is scored by its loss, non-maximum suppression with that
 * score is applied to the anchors' boxes, and those of the highest loss are kept, positive or not
 * (paper, section 5.1; Shrivastava, Gupta, Girshick, CVPR 2016).
 *
 * @param size how many are kept in each image, 1 to 1000000: the paper's are 128, 256, 512
 * @param suppression IoU above which the lower loss goes, 0 to 1: the paper's are 0.5 and 0.7
 */
public record HardExampleMining(int size, double suppression) implements AnchorSampler {
  /**
   * Checks both.
   *
   * @throws FoveaException if one is outside its range
   */
  public HardExampleMining {
    if (!(size >= 1 && size <= 1_000_000)) {
      throw FoveaException.user(
          "Hard example mining is to keep " + size + " anchors; accepted are 1 to 1000000.");
    }
    requireOverlap(suppression);
  }

  static void requireOverlap(double suppression) {
    if (!(suppression >= 0 && suppression <= 1)) {
      throw FoveaException.user(
          "Hard example mining suppresses above an IoU of "
              + suppression
              + "; accepted are 0 to 1 (1: nothing is suppressed).");
    }
  }

  @Override
  public int[] sample(AnchorScores anchors) {
    int[] kept = Hardest.of(anchors, suppression, size);
    Arrays.sort(kept);
    return kept;
  }
}
