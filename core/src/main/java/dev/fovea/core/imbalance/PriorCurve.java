package dev.fovea.core.imbalance;

import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.PriorProbability;

/**
 * The classification loss of the first step in closed form, as a function of the prior π (paper,
 * section 4.1, "Initialization").
 *
 * @param positive Σ weight over the positive logits
 * @param negative Σ weight over the negative logits
 */
public record PriorCurve(double positive, double negative) {
  /** Of the logits gathered, whose values do not matter. */
  public static PriorCurve of(ImbalanceHistograms histograms) {
    return new PriorCurve(mass(histograms, true), mass(histograms, false));
  }

  private static double mass(ImbalanceHistograms histograms, boolean positive) {
    return histograms.bins(positive).stream().mapToDouble(LogitBin::mass).sum();
  }

  /** The sum over all images when every logit is −log((1 − π) / π). */
  public double loss(ClassificationLoss loss, double prior) {
    double logit = PriorProbability.bias(prior);
    return positive * loss.value(logit, true) + negative * loss.value(logit, false);
  }
}
