package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;

/**
 * The smooth L1 (Huber) loss, summed over the four deltas: {@code 0.5 d²/β} for {@code |d| < β},
 * else {@code |d| − 0.5 β} (Fast R-CNN, equation 3, where β = 1, as in the paper's note).
 *
 * @param beta where the parabola meets the line, finite, at least 0; 0 is {@link L1}
 */
public record SmoothL1(double beta) implements BoxLoss {
  /**
   * Checks β.
   *
   * @throws FoveaException if β is outside its range
   */
  public SmoothL1 {
    if (!(beta >= 0 && Double.isFinite(beta))) {
      throw FoveaException.user(
          "Smooth L1's beta is " + beta + "; accepted are finite numbers of at least 0.");
    }
  }

  @Override
  public double apply(float[] predicted, BoxTarget target, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double difference = (double) predicted[i] - target.deltas()[i];
      sum += value(difference);
      gradient[i] = slope(difference);
    }
    return sum;
  }

  /** The loss of one difference. */
  public double value(double difference) {
    double distance = Math.abs(difference);
    return distance < beta ? 0.5 * distance / beta * distance : distance - 0.5 * beta;
  }

  /** The derivative of {@link #value}; 0 at 0, in −1 … 1 everywhere. */
  public double slope(double difference) {
    return Math.abs(difference) < beta ? difference / beta : Math.signum(difference);
  }
}
