package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;

/**
 * The alternative focal loss {@code FL* = −log(p_t*)/γ} with {@code p_t* = σ(γ x_t + β)} (paper,
 * appendix A): cross entropy of a steeper, shifted logit, which turns well-classified examples down
 * nearly as the {@link FocalLoss} does.
 *
 * <p>Value and gradient are finite for every finite logit; at {@code x_t = −∞} the value is +∞ and
 * the gradient −y.
 *
 * @param gamma the steepness γ, 0.001 to 1000; the paper's are 2 (with β = 1) and 4 (with β = 0)
 * @param shift β, −1000 to 1000
 */
public record FocalStar(double gamma, double shift) implements ClassificationLoss {
  /**
   * Checks both.
   *
   * @throws FoveaException if one is outside its range
   */
  public FocalStar {
    if (!(gamma >= 0.001 && gamma <= 1000)) {
      throw FoveaException.user("FL*'s gamma is " + gamma + "; accepted are 0.001 to 1000.");
    }
    if (!(Math.abs(shift) <= 1000)) {
      throw FoveaException.user("FL*'s shift is " + shift + "; accepted are -1000 to 1000.");
    }
  }

  @Override
  public double value(double logit, boolean positive) {
    double u = opposed(logit, positive);
    // softplus(u)/γ, its larger part divided before it can leave the range of numbers.
    double straight = Math.max((positive ? -logit : logit) - shift / gamma, 0);
    return straight + Math.log1p(Math.exp(-Math.abs(u))) / gamma;
  }

  @Override
  public double gradient(double logit, boolean positive) {
    double u = opposed(logit, positive);
    double small = Math.exp(-Math.abs(u));
    double wrong = (u >= 0 ? 1 : small) / (1 + small);
    return positive ? -wrong : wrong;
  }

  /** {@code −(γ x_t + β)}. */
  private double opposed(double logit, boolean positive) {
    return gamma * (positive ? -logit : logit) - shift;
  }
}
