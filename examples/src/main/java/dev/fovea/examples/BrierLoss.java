package dev.fovea.examples;

import dev.fovea.core.loss.ClassificationLoss;

/** The squared error of the probability, {@code (σ(x) − y)²} with y = 1 or 0 (Brier 1950). */
public final class BrierLoss implements ClassificationLoss {
  @Override
  public double value(double logit, boolean positive) {
    double error = probability(logit) - (positive ? 1 : 0);
    return error * error;
  }

  @Override
  public double gradient(double logit, boolean positive) {
    double probability = probability(logit);
    double error = probability - (positive ? 1 : 0);
    return 2 * error * probability * (1 - probability);
  }

  private static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
