package dev.fovea.core.loss;

/**
 * The cross entropy {@code CE = −α_t log p_t} of a sigmoid (paper, section 3, equations 1 to 3).
 *
 * <p>It is the {@link FocalLoss} with γ = 0. It takes no α unless one is asked for: the focal
 * loss's α = .25 here is the paper's 10.8-AP row.
 */
public final class CrossEntropy implements ClassificationLoss {
  private final FocalLoss unfocused;

  /** The loss without balancing: both labels weigh 1. */
  public CrossEntropy() {
    this.unfocused = new FocalLoss(0);
  }

  /**
   * The balanced cross entropy.
   *
   * @param alpha the weight α of positives, 0 to 1; negatives weigh 1 − α
   * @throws dev.fovea.core.FoveaException if α is outside its range
   */
  public CrossEntropy(double alpha) {
    this.unfocused = new FocalLoss(0, alpha);
  }

  @Override
  public double value(double logit, boolean positive) {
    return unfocused.value(logit, positive);
  }

  @Override
  public double gradient(double logit, boolean positive) {
    return unfocused.gradient(logit, positive);
  }

  @Override
  public LossKernel kernel() {
    return unfocused.kernel();
  }

  @Override
  public String toString() {
    return unfocused.alpha().isPresent()
        ? "cross entropy (alpha " + unfocused.alpha().getAsDouble() + ")"
        : "cross entropy";
  }
}
