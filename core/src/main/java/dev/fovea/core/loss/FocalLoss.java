package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;
import java.util.OptionalDouble;

/**
 * The focal loss {@code FL = −α_t (1 − p_t)^γ log p_t} (paper, section 3.2, equation 5).
 *
 * <p>With {@code u = −y·x} it reads {@code α_t σ(u)^γ softplus(u)}; its derivative by u is {@code
 * α_t σ(u)^γ (γ (1 − σ(u)) softplus(u) + σ(u))}. No term is negative, so nothing cancels, and
 * neither {@code log σ} nor {@code pow(0, γ − 1)} is ever formed: value and gradient are finite for
 * every finite logit. At u = +∞ the value is +∞ and the gradient {@code −α_t y}; at u = −∞ both are
 * 0.
 */
public final class FocalLoss implements ClassificationLoss {
  private final double gamma;
  private final OptionalDouble alpha;

  /**
   * The loss without balancing: both labels weigh 1.
   *
   * @param gamma the focusing parameter γ, finite, at least 0
   * @throws FoveaException if γ is outside its range
   */
  public FocalLoss(double gamma) {
    this(gamma, OptionalDouble.empty());
  }

  /**
   * The α-balanced loss; the paper's best is {@code new FocalLoss(2, 0.25)}.
   *
   * @param gamma the focusing parameter γ, finite, at least 0
   * @param alpha the weight α of positives, 0 to 1; negatives weigh 1 − α
   * @throws FoveaException if γ or α is outside its range
   */
  public FocalLoss(double gamma, double alpha) {
    this(gamma, OptionalDouble.of(requireAlpha(alpha)));
  }

  private FocalLoss(double gamma, OptionalDouble alpha) {
    if (!(gamma >= 0 && Double.isFinite(gamma))) {
      throw FoveaException.user(
          "The focal loss's gamma is " + gamma + "; accepted are finite numbers of at least 0.");
    }
    this.gamma = gamma;
    this.alpha = alpha;
  }

  private static double requireAlpha(double alpha) {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw FoveaException.user(
          "The loss's alpha is " + alpha + "; accepted are numbers from 0 to 1, or no alpha.");
    }
    return alpha;
  }

  /** The focusing parameter γ. */
  public double gamma() {
    return gamma;
  }

  /** The weight of positives; empty where both labels weigh 1. */
  public OptionalDouble alpha() {
    return alpha;
  }

  /** α_t: α for positives, 1 − α for negatives, 1 without balancing. */
  double weight(boolean positive) {
    if (alpha.isEmpty()) {
      return 1;
    }
    return positive ? alpha.getAsDouble() : 1 - alpha.getAsDouble();
  }

  @Override
  public double value(double logit, boolean positive) {
    double u = positive ? -logit : logit;
    double weight = weight(positive);
    double modulating = modulating(u);
    if (weight == 0 || modulating == 0) {
      // 0 · ∞ is met at infinite logits only; the limit is 0.
      return Double.isNaN(u) ? u : 0;
    }
    return weight * modulating * softplus(u);
  }

  @Override
  public double gradient(double logit, boolean positive) {
    double u = positive ? -logit : logit;
    double slope = weight(positive) * (hardening(u) + modulating(u) * sigmoid(u));
    return positive ? -slope : slope;
  }

  /** {@code σ(u)^γ · γ (1 − σ(u)) softplus(u)}; its limits at ±∞ are 0. */
  private double hardening(double u) {
    double falling = gamma * modulating(u) * sigmoid(-u);
    return falling == 0 ? 0 : falling * softplus(u);
  }

  /** {@code (1 − p_t)^γ = exp(−γ softplus(−u))}, which is 1 for γ = 0 even at u = −∞. */
  private double modulating(double u) {
    return gamma == 0 && !Double.isNaN(u) ? 1 : Math.exp(-gamma * softplus(-u));
  }

  private static double softplus(double u) {
    return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  }

  private static double sigmoid(double u) {
    double small = Math.exp(-Math.abs(u));
    return (u >= 0 ? 1 : small) / (1 + small);
  }

  @Override
  public LossKernel kernel() {
    return FocalKernels.of(this);
  }

  @Override
  public String toString() {
    String balance = alpha.isPresent() ? "alpha " + alpha.getAsDouble() : "no alpha";
    return "focal loss (gamma " + gamma + ", " + balance + ")";
  }
}
