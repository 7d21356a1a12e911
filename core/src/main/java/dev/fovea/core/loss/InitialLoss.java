package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import java.util.List;

/**
 * The classification loss that a batch must have before the first step, in closed form.
 *
 * <p>Fresh weights give every logit about {@code b = −log((1 − π)/π)} (paper, section 4.1,
 * "Initialization"). An image with N background anchors, P positive ones and K classes then has the
 * loss {@code P·ℓ(b, 1) + (P·(K − 1) + N·K)·ℓ(b, 0)}, each class with its own ℓ where they weigh
 * differently; ignored anchors take no part. A first step whose loss is far from it starts from
 * other weights, or from another prior.
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
   * @param truth the classes that they are matched to
   * @param anchors of the image, all levels
   * @param classes K
   */
  public double ofImage(Matches matches, TruthBoxes truth, int anchors, int classes) {
    double logit = PriorProbability.bias(prior);
    long[] positives = new long[classes];
    for (int box : matches.boxes()) {
      positives[truth.classes()[box]]++;
    }
    long taking = anchors - matches.ignored().length;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      ClassificationLoss own = loss.at(c);
      sum += positives[c] * own.value(logit, true);
      sum += (taking - positives[c]) * own.value(logit, false);
    }
    return sum;
  }

  /**
   * The batch's loss.
   *
   * @param matches {@code [N]}
   * @param truths {@code [N]}
   * @param anchors of each image: the images of a batch share one canvas
   * @param classes K
   * @param normalizer a new one; it observes the batch, as in the first step
   */
  public double ofBatch(
      List<Matches> matches,
      List<TruthBoxes> truths,
      int anchors,
      int classes,
      Normalizer normalizer) {
    int[] divisors = matches.stream().mapToInt(Matches::divisor).toArray();
    normalizer.observe(divisors);
    double[] weights = normalizer.weights(divisors);
    double sum = 0;
    for (int image = 0; image < weights.length; image++) {
      sum += weights[image] * ofImage(matches.get(image), truths.get(image), anchors, classes);
    }
    return sum;
  }
}
