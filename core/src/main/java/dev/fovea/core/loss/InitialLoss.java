package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import java.util.List;

/**
 * The classification loss that a batch must have before the first step, in closed form.
 *
 * <p>Fresh weights give every logit about {@code b = −log((1 − π)/π)} (paper, section 4.1,
 * "Initialization"). An image with N background anchors, P positive ones and K classes then has the
 * loss {@code P·ℓ(b, 1) + (P·(K − 1) + N·K)·ℓ(b, 0)}; ignored anchors take no part. A first step
 * whose loss is far from it starts from other weights, or from another prior.
 *
 * @param loss of each logit
 * @param prior the probability π, above 0, below 1
 */
public record InitialLoss(ClassificationLoss loss, double prior) {
  /** Checks π as {@link PriorProbability#bias} does. */
  public InitialLoss {
    double unused = PriorProbability.bias(prior);
  }

  /**
   * One image's sum over anchors and classes, before the normaliser.
   *
   * @param matches which anchors are not background
   * @param anchors of the image, all levels
   * @param classes K
   */
  public double ofImage(Matches matches, int anchors, int classes) {
    double logit = PriorProbability.bias(prior);
    long positives = matches.anchors().length;
    long background = anchors - positives - matches.ignored().length;
    double negativeLogits = positives * (classes - 1.0) + (double) background * classes;
    return positives * loss.value(logit, true) + negativeLogits * loss.value(logit, false);
  }

  /**
   * The batch's loss.
   *
   * @param matches {@code [N]}
   * @param anchors of each image: the images of a batch share one canvas
   * @param classes K
   * @param normalizer a new one; it observes the batch, as in the first step
   */
  public double ofBatch(List<Matches> matches, int anchors, int classes, Normalizer normalizer) {
    int[] divisors = matches.stream().mapToInt(Matches::divisor).toArray();
    normalizer.observe(divisors);
    double[] weights = normalizer.weights(divisors);
    double sum = 0;
    for (int image = 0; image < weights.length; image++) {
      sum += weights[image] * ofImage(matches.get(image), anchors, classes);
    }
    return sum;
  }
}
