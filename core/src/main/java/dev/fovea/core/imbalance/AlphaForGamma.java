package dev.fovea.core.imbalance;

import dev.fovea.core.loss.FocalLoss;

/**
 * What the focal loss with some γ makes of the logits gathered, and the α that goes with it.
 *
 * <p>A larger γ turns down easy negatives more than positives, which are few and hard, so positives
 * gain weight; a smaller α gives it back. That is why the best α falls as γ rises (paper, Table
 * 1b).
 *
 * @param gamma γ
 * @param positive the positives' part of loss and gradient for a weight of 1, to be multiplied by α
 * @param negative the negatives' part for a weight of 1, to be multiplied by 1 − α
 */
public record AlphaForGamma(double gamma, LossMass positive, LossMass negative) {
  /** Of all levels and classes. */
  public static AlphaForGamma of(ImbalanceHistograms histograms, double gamma) {
    Imbalance unweighted = Imbalance.of(histograms, new FocalLoss(gamma));
    return new AlphaForGamma(gamma, unweighted.positive(), unweighted.negative());
  }

  /** The whole loss with a weight α. */
  public double loss(double alpha) {
    return alpha * positive.loss() + (1 - alpha) * negative.loss();
  }

  /** The gradient of the positives divided by that of the negatives, with a weight α. */
  public double gradientRatio(double alpha) {
    return alpha * positive.gradient() / ((1 - alpha) * negative.gradient());
  }

  /** The α with which {@link #gradientRatio} is {@code ratio}. */
  public double alphaFor(double ratio) {
    double weight = ratio * negative.gradient() / positive.gradient();
    return weight / (1 + weight);
  }
}
