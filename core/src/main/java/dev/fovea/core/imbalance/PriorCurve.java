package dev.fovea.core.imbalance;

import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.PriorProbability;
import java.util.ArrayList;
import java.util.List;

/**
 * The classification loss of the first step in closed form, as a function of the prior π (paper,
 * section 4.1, "Initialization").
 *
 * @param positive {@code [K]}: Σ weight over each class's positive logits
 * @param negative {@code [K]}: Σ weight over its negative logits
 */
public record PriorCurve(List<Double> positive, List<Double> negative) {
  public PriorCurve {
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
  }

  /** Of the logits gathered, whose values do not matter. */
  public static PriorCurve of(ImbalanceHistograms histograms) {
    return new PriorCurve(masses(histograms, true), masses(histograms, false));
  }

  private static List<Double> masses(ImbalanceHistograms histograms, boolean positive) {
    List<Double> masses = new ArrayList<>();
    for (int c = 0; c < histograms.classes(); c++) {
      double mass = 0;
      for (int level = 0; level < histograms.levels(); level++) {
        for (LogitBin bin : histograms.bins(positive, level, c)) {
          mass += bin.mass();
        }
      }
      masses.add(mass);
    }
    return masses;
  }

  /** The sum over all images when every logit is −log((1 − π) / π). */
  public double loss(ClassificationLoss loss, double prior) {
    double logit = PriorProbability.bias(prior);
    double sum = 0;
    for (int c = 0; c < positive.size(); c++) {
      ClassificationLoss ofClass = loss.at(c);
      sum +=
          positive.get(c) * ofClass.value(logit, true)
              + negative.get(c) * ofClass.value(logit, false);
    }
    return sum;
  }
}
