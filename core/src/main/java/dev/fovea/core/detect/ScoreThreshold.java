package dev.fovea.core.detect;

import dev.fovea.core.box.Ordered;

/** Score thresholds that are applied to logits, without any sigmoid. */
public final class ScoreThreshold {
  private ScoreThreshold() {}

  /** The probability that a logit stands for, rounded once. */
  public static float score(float logit) {
    return (float) (1 / (1 + Math.exp(-logit)));
  }

  /**
   * The smallest logit whose score is above the threshold: {@code logit >= this} and {@code score >
   * threshold} are the same for every float.
   *
   * @param threshold {@code [0, 1)}
   */
  public static float logit(float threshold) {
    // The sigmoid is monotone, so the order of the floats can be bisected; about 32 steps.
    long below = Ordered.bits(Float.NEGATIVE_INFINITY);
    long above = Ordered.bits(Float.POSITIVE_INFINITY);
    while (above - below > 1) {
      long middle = Math.floorDiv(below + above, 2);
      if (score(Ordered.value((int) middle)) > threshold) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return Ordered.value((int) above);
  }
}
