package dev.fovea.core.imbalance;

import dev.fovea.core.loss.ClassificationLoss;

/**
 * Positives against negatives.
 *
 * @param positive the logits of objects
 * @param negative all others
 */
public record Imbalance(LossMass positive, LossMass negative) {
  /** What a loss would make of the logits gathered, all levels and classes together. */
  public static Imbalance of(ImbalanceHistograms histograms, ClassificationLoss loss) {
    return new Imbalance(sum(histograms, loss, true), sum(histograms, loss, false));
  }

  private static LossMass sum(
      ImbalanceHistograms histograms, ClassificationLoss loss, boolean positive) {
    LossMass sum = LossMass.NONE;
    for (int level = 0; level < histograms.levels(); level++) {
      for (int c = 0; c < histograms.classes(); c++) {
        sum = sum.plus(LossMass.of(histograms.bins(positive, level, c), positive, loss.at(c)));
      }
    }
    return sum;
  }

  /** Both losses together. */
  public double loss() {
    return positive.loss() + negative.loss();
  }

  /** The gradient of the positives divided by that of the negatives. */
  public double gradientRatio() {
    return positive.gradient() / negative.gradient();
  }
}
