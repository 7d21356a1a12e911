package dev.fovea.core.loss.sample;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Hard negative mining at one to three, as SSD has it: all positives, and for each of them the
 * three negatives of the highest loss, after non-maximum suppression among the negatives (paper,
 * section 5.1, "OHEM 1:3"). An image without a positive keeps three negatives, so that it is
 * learned from as well.
 *
 * @param suppression IoU above which the lower loss goes, 0 to 1: the paper's is 0.5
 */
public record HardNegativeMining(double suppression) implements AnchorSampler {
  private static final int NEGATIVES = 3;

  /**
   * Checks the overlap.
   *
   * @throws dev.fovea.core.FoveaException if it is outside its range
   */
  public HardNegativeMining {
    HardExampleMining.requireOverlap(suppression);
  }

  @Override
  public int[] sample(AnchorScores anchors) {
    int[] positives = anchors.positives();
    int wanted = NEGATIVES * Math.max(1, positives.length);
    int[] negatives = Hardest.of(anchors.negatives(), suppression, wanted);
    return IntStream.concat(Arrays.stream(positives), Arrays.stream(negatives)).sorted().toArray();
  }
}
