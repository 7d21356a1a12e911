package dev.fovea.core.calibration;

import java.util.List;

/**
 * Logits divided by one number: scores come nearer to a half where it is above 1, further from it
 * where it is below.
 *
 * <p>Guo et al., <i>On Calibration of Modern Neural Networks</i>, ICML 2017, section 4.2, for one
 * logit.
 *
 * @param temperature above 0
 */
public record TemperatureScaling(double temperature) implements Calibration {
  /** Scores of 0 and 1 have no logit; these are as near as a float's are. */
  private static final double NEAREST = 1e-7;

  /** The logarithm of the highest temperature that is looked for, and of the lowest, negated. */
  private static final double WIDEST = Math.log(1000);

  /** Halves the range to less than a double can tell apart. */
  private static final int HALVINGS = 60;

  /**
   * Checks the temperature.
   *
   * @throws IllegalArgumentException if it is not a finite number above 0
   */
  public TemperatureScaling {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "a temperature of " + temperature + ": it must be above 0");
    }
  }

  /**
   * The temperature of greatest likelihood, between 0.001 and 1000. Where every claim is right, or
   * wrong, the likelihood has no greatest: then it is one from which on doubles see no change.
   *
   * @param outcomes at least one
   * @throws IllegalArgumentException if there is none
   */
  public static TemperatureScaling fit(List<ScoredOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("no outcomes to fit a temperature to");
    }
    double low = -WIDEST;
    double high = WIDEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(outcomes, Math.exp(middle)) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new TemperatureScaling(Math.exp(-(low + high) / 2));
  }

  /** Derivative of the negative log likelihood by the inverse temperature; it only rises. */
  private static double slope(List<ScoredOutcome> outcomes, double inverse) {
    double slope = 0;
    for (ScoredOutcome one : outcomes) {
      double logit = logit(one.score());
      slope += (sigmoid(inverse * logit) - (one.right() ? 1 : 0)) * logit;
    }
    return slope;
  }

  @Override
  public double probability(double score) {
    return sigmoid(logit(score) / temperature);
  }

  private static double logit(double score) {
    double inside = Math.clamp(score, NEAREST, 1 - NEAREST);
    return Math.log(inside / (1 - inside));
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
