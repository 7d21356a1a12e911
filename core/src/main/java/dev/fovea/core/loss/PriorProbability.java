package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;

/** The probability π that every anchor gives to the foreground before training (section 3.3). */
public final class PriorProbability {
  private PriorProbability() {}

  /**
   * The bias {@code b = −log((1 − π)/π)} of the last classification convolution, with which {@code
   * σ(b) = π} (paper, section 4.1, "Initialization").
   *
   * @param pi above 0, below 1; the paper's is 0.01
   * @throws FoveaException if π is outside its range
   */
  public static double bias(double pi) {
    if (!(pi > 0 && pi < 1)) {
      throw FoveaException.user(
          "The prior probability is " + pi + "; accepted are numbers above 0 and below 1.");
    }
    return -Math.log((1 - pi) / pi);
  }
}
