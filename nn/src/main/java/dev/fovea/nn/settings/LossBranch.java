package dev.fovea.nn.settings;

import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.CrossEntropy;
import dev.fovea.core.loss.FocalLoss;
import java.util.Optional;
import java.util.function.Function;

/**
 * The branch {@code loss}: what is minimised.
 *
 * @param classification the point-wise loss of a logit
 * @param gamma the focal loss's exponent
 * @param alpha the weight of positives, or nothing for none
 * @param prior the probability that every anchor starts with
 * @param sampler which anchors count
 * @param box the loss of a delta
 * @param beta where the smooth L1 loss becomes linear
 * @param normalizer what the sum is divided by
 */
public record LossBranch(
    @About("focal or crossEntropy") Classification classification,
    @About("the focal loss's exponent: how much easy anchors are turned down; 0 is crossEntropy")
        double gamma,
    @About("weight of objects, 1 - alpha of background; none by default with crossEntropy")
        Optional<Double> alpha,
    @About("probability that every anchor starts with") double prior,
    @About("all anchors take part") Sampler sampler,
    @About("l1 or smoothL1") BoxLoss box,
    @About("where smoothL1 becomes linear; in units of the deltas") double beta,
    @About("the sum's divisor: image or batch (positives), batchPlusOne (Detectron), ema")
        NormalizerKind normalizer) {

  /** The point-wise loss of a logit: a new one is a line here. */
  public enum Classification {
    /** The focal loss: paper, section 3.2. */
    FOCAL(
        loss ->
            loss.alpha()
                .map(alpha -> new FocalLoss(loss.gamma(), alpha))
                .orElseGet(() -> new FocalLoss(loss.gamma()))),
    /** Cross entropy, balanced when alpha is set. */
    CROSS_ENTROPY(loss -> loss.alpha().map(CrossEntropy::new).orElseGet(CrossEntropy::new));

    private final Function<LossBranch, ClassificationLoss> maker;

    Classification(Function<LossBranch, ClassificationLoss> maker) {
      this.maker = maker;
    }
  }

  /** Which anchors count. */
  public enum Sampler {
    /** Every one that is not ignored. */
    ALL
  }

  /** The loss of a box delta. */
  public enum BoxLoss {
    /** The absolute value. */
    L1,
    /** Quadratic below {@code beta}, linear above. */
    SMOOTH_L1
  }

  /** What the sum over anchors is divided by. */
  public enum NormalizerKind {
    /** Each image's positives, at least 1; then the mean of the images: torchvision. */
    IMAGE,
    /** The batch's positives. */
    BATCH,
    /** The sum over images of positives + 1: Detectron. */
    BATCH_PLUS_ONE,
    /** A moving average (0.9, from 100) of the batch's positives: Detectron2. */
    EMA
  }

  public LossBranch {
    Check.leaf(gamma >= 0 && gamma <= 100, "gamma", "0 to 100");
    Check.leaf(alpha.filter(a -> !(a > 0 && a < 1)).isEmpty(), "alpha", "between 0 and 1, or none");
    Check.leaf(prior > 0 && prior < 1, "prior", "between 0 and 1");
    Check.leaf(beta > 0 && beta <= 1e6, "beta", "above 0, at most 1000000 (without it: box: l1)");
  }

  /** The same for training. */
  public ClassificationLoss toClassification() {
    return classification.maker.apply(this);
  }
}
