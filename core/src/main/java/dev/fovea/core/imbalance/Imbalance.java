package dev.fovea.core.imbalance;

import dev.fovea.core.loss.ClassificationLoss;
import java.util.function.IntPredicate;

/**
 * Positives against negatives.
 *
 * @param positive the logits of objects
 * @param negative all others
 */
public record Imbalance(LossMass positive, LossMass negative) {
  /** What a loss would make of the logits gathered, all levels and classes together. */
  public static Imbalance of(ImbalanceHistograms histograms, ClassificationLoss loss) {
    return of(histograms, loss, level -> true, c -> true);
  }

  /** The same of one class, all levels together. */
  public static Imbalance ofClass(
      ImbalanceHistograms histograms, ClassificationLoss loss, int classIndex) {
    return of(histograms, loss, level -> true, c -> c == classIndex);
  }

  /** The same of one level, all classes together. */
  public static Imbalance ofLevel(
      ImbalanceHistograms histograms, ClassificationLoss loss, int levelIndex) {
    return of(histograms, loss, level -> level == levelIndex, c -> true);
  }

  private static Imbalance of(
      ImbalanceHistograms histograms,
      ClassificationLoss loss,
      IntPredicate levels,
      IntPredicate classes) {
    LossMass positive = LossMass.NONE;
    LossMass negative = LossMass.NONE;
    for (int level = 0; level < histograms.levels(); level++) {
      for (int c = 0; c < histograms.classes(); c++) {
        if (levels.test(level) && classes.test(c)) {
          ClassificationLoss own = loss.at(c);
          positive = positive.plus(LossMass.of(histograms.bins(true, level, c), true, own));
          negative = negative.plus(LossMass.of(histograms.bins(false, level, c), false, own));
        }
      }
    }
    return new Imbalance(positive, negative);
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
