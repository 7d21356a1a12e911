package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;

/**
 * The hinge loss on the probability, {@code max(0, m − p_t)} (paper, section 5.1).
 *
 * <p>It ignores what is classified beyond the margin, as mining of hard examples does. The paper
 * could not train with it: a badly wrong logit has next to no slope, {@code −y p_t (1 − p_t)}, so
 * that what is lost stays lost.
 *
 * @param margin m: the p_t from which on an example costs nothing, above 0, at most 1
 */
public record Hinge(double margin) implements ClassificationLoss {
  /**
   * Checks the margin.
   *
   * @throws FoveaException if it is outside its range
   */
  public Hinge {
    if (!(margin > 0 && margin <= 1)) {
      throw FoveaException.user(
          "The hinge loss's margin is " + margin + "; accepted are numbers above 0, at most 1.");
    }
  }

  @Override
  public double value(double logit, boolean positive) {
    return Math.max(0, shortfall(right(logit, positive), right(logit, !positive)));
  }

  @Override
  public double gradient(double logit, boolean positive) {
    double right = right(logit, positive);
    double wrong = right(logit, !positive);
    double slope = shortfall(right, wrong) <= 0 ? 0 : right * wrong;
    return positive ? -slope : slope;
  }

  /** {@code m − p_t}, by the smaller of both probabilities, which has its digits. */
  private double shortfall(double right, double wrong) {
    return right < 0.5 ? margin - right : wrong - (1 - margin);
  }

  /** p_t. */
  private static double right(double logit, boolean positive) {
    double small = Math.exp(-Math.abs(logit));
    return ((positive ? logit : -logit) >= 0 ? 1 : small) / (1 + small);
  }
}
