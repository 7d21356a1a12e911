package dev.fovea.core.imbalance;

import dev.fovea.core.loss.ClassificationLoss;
import java.util.List;

/**
 * What a loss makes of some logits of one kind.
 *
 * @param loss Σ weight · ℓ
 * @param gradient Σ weight · |∂ℓ/∂x|: what reaches the network
 * @param effective the number of equal logits that would make the gradient as these do, (Σ g)² / Σ
 *     g² (Kish's effective sample size): near the number of logits where all pull alike, near 1
 *     where one decides
 * @param logits how many
 */
public record LossMass(double loss, double gradient, double effective, long logits) {
  /** Of no logit. */
  public static final LossMass NONE = new LossMass(0, 0, 0, 0);

  /** Of the logits in some bins. */
  public static LossMass of(List<LogitBin> bins, boolean positive, ClassificationLoss function) {
    double loss = 0;
    double gradient = 0;
    double squares = 0;
    long logits = 0;
    for (LogitBin bin : bins) {
      double slope = Math.abs(function.gradient(bin.logit(), positive));
      loss += bin.mass() * function.value(bin.logit(), positive);
      gradient += bin.mass() * slope;
      squares += bin.squares() * slope * slope;
      logits += bin.count();
    }
    return new LossMass(loss, gradient, squares == 0 ? 0 : gradient * gradient / squares, logits);
  }

  /** Of these logits and others together. */
  public LossMass plus(LossMass other) {
    double both = gradient + other.gradient;
    double squares = squares() + other.squares();
    return new LossMass(
        loss + other.loss, both, squares == 0 ? 0 : both * both / squares, logits + other.logits);
  }

  private double squares() {
    return effective == 0 ? 0 : gradient * gradient / effective;
  }
}
