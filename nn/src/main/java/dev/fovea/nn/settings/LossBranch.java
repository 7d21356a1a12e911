package dev.fovea.nn.settings;

import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.ClassWiseFocalLoss;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.CompleteIou;
import dev.fovea.core.loss.CrossEntropy;
import dev.fovea.core.loss.DistanceIou;
import dev.fovea.core.loss.EffectiveNumber;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.FocalStar;
import dev.fovea.core.loss.GeneralizedIou;
import dev.fovea.core.loss.Hinge;
import dev.fovea.core.loss.L1;
import dev.fovea.core.loss.SmoothL1;
import dev.fovea.core.loss.sample.AllAnchors;
import dev.fovea.core.loss.sample.AnchorSampler;
import dev.fovea.core.loss.sample.HardExampleMining;
import dev.fovea.core.loss.sample.HardNegativeMining;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The branch {@code loss}: what is minimised.
 *
 * @param classification the point-wise loss of a logit
 * @param gamma the focal loss's exponent; FL*'s steepness
 * @param alpha the weight of positives, or nothing for none
 * @param effectiveBeta β of {@link EffectiveNumber}
 * @param effectiveMean the mean of the weights that follow from it
 * @param classCounts boxes of each class of the training data; empty until a run begins
 * @param shift FL*'s β
 * @param margin the hinge loss's m
 * @param prior the probability that every anchor starts with, or nothing for none
 * @param sampler which anchors count
 * @param samplerSize anchors that hard example mining keeps of an image
 * @param samplerNms the IoU above which it drops the lower loss
 * @param box the loss of a delta
 * @param beta where the smooth L1 loss becomes linear
 * @param normalizer what the sum is divided by
 */
public record LossBranch(
    @About("focal, crossEntropy, focalStar (FL*) or hinge (on p_t; the paper found it unstable)")
        Classification classification,
    @About(
            "how much easy anchors are turned down: focal's exponent, 0 is crossEntropy; FL*'s"
                + " slope")
        double gamma,
    @About(
            "weight of objects, 1 - alpha of background: a number, a list by class, effectiveNumber"
                + " (rare classes more); none by default unless focal")
        Optional<Alpha> alpha,
    @About("for alpha: effectiveNumber: 0 ignores how often classes occur, near 1 is 1/count")
        double effectiveBeta,
    @About("the mean of effectiveNumber's alphas; by default 0.25 for focal, 0.5 for crossEntropy")
        double effectiveMean,
    @About("boxes of each class, from which effectiveNumber follows; the run fills them in")
        List<Long> classCounts,
    @About("what focalStar adds to the logit: the paper's beta") double shift,
    @About("the probability from which on hinge costs nothing") double margin,
    @About("probability that every anchor starts with; none: undecided (0.5), as before the paper")
        Optional<Double> prior,
    @About(
            "all anchors; ohem: the hardest; ohem1to3: objects with the three hardest of background"
                + " each")
        Sampler sampler,
    @About("anchors of an image that ohem keeps; the loss is their mean") int samplerSize,
    @About("IoU of anchors above which ohem and ohem1to3 drop the lower loss; 1: none")
        double samplerNms,
    @About("l1, smoothL1, giou, diou or ciou") BoxLoss box,
    @About("where smoothL1 becomes linear; in units of the deltas") double beta,
    @About("the sum's divisor: image or batch (positives), batchPlusOne (Detectron), ema")
        NormalizerKind normalizer) {

  private static final double UNDECIDED = 0.5;

  /** The point-wise loss of a logit: a new one is a line here. */
  public enum Classification {
    /** The focal loss: paper, section 3.2. */
    FOCAL(
        true,
        loss ->
            loss.alpha()
                .map(alpha -> loss.focal(loss.gamma(), alpha))
                .orElseGet(() -> new FocalLoss(loss.gamma()))),
    /** Cross entropy, balanced when alpha is set. */
    CROSS_ENTROPY(true, loss -> loss.alpha().map(loss::crossEntropy).orElseGet(CrossEntropy::new)),
    /** FL*: paper, appendix A. */
    FOCAL_STAR(false, loss -> new FocalStar(loss.gamma(), loss.shift())),
    /** The hinge loss on p_t, which the paper could not train with: section 5.1. */
    HINGE(false, loss -> new Hinge(loss.margin()));

    private final boolean takesAlpha;
    private final Function<LossBranch, ClassificationLoss> maker;

    Classification(boolean takesAlpha, Function<LossBranch, ClassificationLoss> maker) {
      this.takesAlpha = takesAlpha;
      this.maker = maker;
    }
  }

  /** Which anchors count: a new one is a line here. */
  public enum Sampler {
    /** Every one that is not ignored. */
    ALL(loss -> new AllAnchors()),
    /** The hardest after NMS: paper, section 5.1. */
    OHEM(loss -> new HardExampleMining(loss.samplerSize(), loss.samplerNms())),
    /** Positives, and three times as many of the hardest negatives: the same, "OHEM 1:3". */
    OHEM_1TO3(loss -> new HardNegativeMining(loss.samplerNms()));

    private final Function<LossBranch, AnchorSampler> maker;

    Sampler(Function<LossBranch, AnchorSampler> maker) {
      this.maker = maker;
    }
  }

  /** The loss of a positive anchor's deltas: a new one is a line here. */
  public enum BoxLoss {
    /** The absolute value. */
    L1(loss -> new L1()),
    /** Quadratic below {@code beta}, linear above. */
    SMOOTH_L1(loss -> new SmoothL1(loss.beta())),
    /** 1 − GIoU of the decoded box. */
    GIOU(loss -> new GeneralizedIou()),
    /** 1 − IoU and the distance of the centres. */
    DIOU(loss -> new DistanceIou()),
    /** The same and the difference in shape. */
    CIOU(loss -> new CompleteIou());

    private final Function<LossBranch, dev.fovea.core.loss.BoxLoss> maker;

    BoxLoss(Function<LossBranch, dev.fovea.core.loss.BoxLoss> maker) {
      this.maker = maker;
    }
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
    classCounts = List.copyOf(classCounts);
    Check.leaf(
        alpha.stream().flatMap(a -> a.numbers().stream()).allMatch(a -> a > 0 && a < 1),
        "alpha",
        "between 0 and 1, a list of such by class, effectiveNumber, or none");
    Check.leaf(effectiveBeta >= 0 && effectiveBeta < 1, "effectiveBeta", "at least 0, below 1");
    Check.leaf(effectiveMean > 0 && effectiveMean < 1, "effectiveMean", "between 0 and 1");
    Check.leaf(classCounts.stream().allMatch(n -> n >= 0), "classCounts", "numbers of boxes");
    Check.leaf(Math.abs(shift) <= 100, "shift", "-100 to 100");
    Check.leaf(margin > 0 && margin <= 1, "margin", "above 0, at most 1");
    Check.leaf(prior.filter(p -> !(p > 0 && p < 1)).isEmpty(), "prior", "between 0 and 1, or none");
    Check.leaf(samplerSize >= 1 && samplerSize <= 1_000_000, "samplerSize", "1 to 1000000 anchors");
    Check.leaf(samplerNms >= 0 && samplerNms <= 1, "samplerNms", "0 to 1");
    Check.leaf(beta > 0 && beta <= 1e6, "beta", "above 0, at most 1000000 (without it: box: l1)");
    Check.together(
        alpha.isEmpty() || classification.takesAlpha,
        "loss.alpha is for focal and crossEntropy alone; leave it out");
    Check.together(
        gamma >= 0.001 || classification != Classification.FOCAL_STAR,
        "loss.gamma is " + gamma + ", but focalStar needs at least 0.001 (the paper's is 2)");
  }

  /** The loss of a logit, for training. */
  public ClassificationLoss toClassification() {
    return classification.maker.apply(this);
  }

  private ClassificationLoss focal(double exponent, Alpha weight) {
    return switch (weight) {
      case Alpha.Same same -> new FocalLoss(exponent, same.value());
      case Alpha.ForEachClass each -> new ClassWiseFocalLoss(exponent, each.values());
      case Alpha.FromCounts counts -> new ClassWiseFocalLoss(exponent, effectiveAlphas());
    };
  }

  private ClassificationLoss crossEntropy(Alpha weight) {
    return weight instanceof Alpha.Same same ? new CrossEntropy(same.value()) : focal(0, weight);
  }

  private List<Double> effectiveAlphas() {
    if (classCounts.isEmpty()) {
      throw FoveaException.user(
          "loss.alpha is effectiveNumber, but loss.classCounts is empty: it is filled in from the"
              + " training data where a run begins");
    }
    return new EffectiveNumber(effectiveBeta, effectiveMean)
        .alphas(classCounts.stream().mapToLong(Long::longValue).toArray());
  }

  /** The weight of positives, its mean where classes have weights of their own. */
  public OptionalDouble meanAlpha() {
    return alpha
        .map(
            weight ->
                weight.numbers().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(effectiveMean))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** The probability that every anchor starts with: a half without a prior, a bias of 0. */
  public double priorProbability() {
    return prior.orElse(UNDECIDED);
  }

  /** Which anchors count, for training. */
  public AnchorSampler toSampler() {
    return sampler.maker.apply(this);
  }

  /** The loss of a positive anchor's deltas, for training. */
  public dev.fovea.core.loss.BoxLoss toBox() {
    return box.maker.apply(this);
  }
}
