package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;
import java.util.List;

/**
 * The focal loss with an α for each class: a positive of class c weighs α_c, a negative logit of
 * its column 1 − α_c.
 *
 * <p>The logits' fastest dimension are the classes: logit i is of class {@code i mod K}. A logit
 * whose class is not told has the mean over the classes, which is the loss with their mean α, since
 * α is a factor. With γ = 0 it is the cross entropy balanced for each class.
 *
 * @param gamma the focusing parameter γ, finite, at least 0
 * @param alphas {@code [K]}: the weight α of each class's positives, 0 to 1
 */
public record ClassWiseFocalLoss(double gamma, List<Double> alphas) implements ClassificationLoss {
  /**
   * Checks γ with each α.
   *
   * @throws FoveaException if one is outside its range, or there is no α
   */
  public ClassWiseFocalLoss {
    alphas = List.copyOf(alphas);
    if (alphas.isEmpty()) {
      throw FoveaException.user("The loss has no alpha; give one for each class.");
    }
    for (double alpha : alphas) {
      FocalLoss unused = new FocalLoss(gamma, alpha);
    }
  }

  @Override
  public double value(double logit, boolean positive) {
    return mean().value(logit, positive);
  }

  @Override
  public double gradient(double logit, boolean positive) {
    return mean().gradient(logit, positive);
  }

  private FocalLoss mean() {
    return new FocalLoss(
        gamma, alphas.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  @Override
  public FocalLoss at(long index) {
    return new FocalLoss(gamma, alphas.get((int) (index % alphas.size())));
  }

  @Override
  public void requireClasses(int classes) {
    if (classes != alphas.size()) {
      throw FoveaException.user(
          "The loss has %d alphas but there are %d classes; give one for each class."
              .formatted(alphas.size(), classes));
    }
  }

  /** {@code [K]}: what each class's negatives weigh. */
  float[] negativeWeights() {
    float[] weights = new float[alphas.size()];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = (float) (1 - alphas.get(c));
    }
    return weights;
  }

  @Override
  public LossKernel kernel() {
    return FocalKernels.of(this);
  }
}
