package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * The statements of the founding reading note about the loss, in its order. What it says about the
 * prior is in {@link ReadingNotePriorTest}, about normaliser and box loss in {@link
 * ReadingNoteTrainingTest}. Where the note errs, the paper is tested, and the Javadoc says so.
 */
class ReadingNoteTest {
  private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy();
  private static final FocalLoss FOCAL = new FocalLoss(2);
  private static final double[] PROBABILITIES = {0.001, 0.1, 0.3, 0.5, 0.6, 0.9, 0.968, 0.9999};
  private static final double[] GAMMAS = {0, 0.5, 1, 2, 5};

  /** The logit of a positive example with this p_t. */
  private static double logit(double probability) {
    return Math.log(probability) - Math.log1p(-probability);
  }

  private static double cost(ClassificationLoss loss, double probability) {
    return loss.value(logit(probability), true);
  }

  /** By what factor the focal loss lowers the cross entropy. */
  private static double discount(double gamma, double probability) {
    return cost(CROSS_ENTROPY, probability) / cost(new FocalLoss(gamma), probability);
  }

  private static double total(ClassificationLoss loss, double[] logits, boolean positive) {
    return Arrays.stream(logits).map(logit -> loss.value(logit, positive)).sum();
  }

  /** 100 000 negatives, mostly easy, as a detector under training gives them. */
  private static double[] negatives() {
    Random random = new Random(1708);
    return DoubleStream.generate(() -> -5 + 1.5 * random.nextGaussian()).limit(100_000).toArray();
  }

  /** 100 positives, easy and hard. */
  private static double[] positives() {
    Random random = new Random(2002);
    return DoubleStream.generate(() -> 2 * random.nextGaussian()).limit(100).toArray();
  }

  /** The part of the whole loss that the hardest {@code part} of the examples makes. */
  private static double shareOfHardest(
      double part, double[] logits, ToDoubleFunction<Double> loss) {
    double[] costs = Arrays.stream(logits).map(loss::applyAsDouble).sorted().toArray();
    int first = (int) Math.round(costs.length * (1 - part));
    return Arrays.stream(costs, first, costs.length).sum() / Arrays.stream(costs).sum();
  }

  @Test
  void hardNegativesAreDiscountedLessThanEasyOnes() {
    double hard = FOCAL.value(2, false) / CROSS_ENTROPY.value(2, false);
    double easy = FOCAL.value(-4, false) / CROSS_ENTROPY.value(-4, false);
    assertThat(hard).isGreaterThan(0.7);
    assertThat(easy).isLessThan(0.001);
  }

  @Test
  void theDiscountKnowsHardAndEasyNotPositiveAndNegative() {
    for (double x : new double[] {-6, -1, 0, 2, 5}) {
      assertThat(FOCAL.value(x, true)).isEqualTo(FOCAL.value(-x, false));
    }
  }

  @Test
  void easyNegativesContributeNoUsefulSignalOneByOne() {
    assertThat(CROSS_ENTROPY.gradient(-7, false)).isBetween(0.0, 0.001);
    assertThat(FOCAL.gradient(-7, false)).isBetween(0.0, 1e-8);
  }

  @Test
  void easyNegativesOverwhelmThePositivesEnMasse() {
    assertThat(total(CROSS_ENTROPY, negatives(), false))
        .isGreaterThan(10 * total(CROSS_ENTROPY, positives(), true));
    assertThat(total(FOCAL, negatives(), false)).isLessThan(total(FOCAL, positives(), true));
  }

  @Test
  void imbalanceLeadsToAModelThatAlwaysPredictsNegative() {
    // With one logit for all, cross entropy is least where p is the share of positives.
    double logit = logit(100 / 100_100.0);
    double pull =
        100 * CROSS_ENTROPY.gradient(logit, true) + 100_000 * CROSS_ENTROPY.gradient(logit, false);
    assertThat(pull).isCloseTo(0, within(1e-9));
    assertThat(logit).isLessThan(0);
  }

  @Test
  void crossEntropyIsMinusLogOfTheTrueClassProbability() {
    for (double p : PROBABILITIES) {
      double expected = -Math.log(p);
      assertThat(CROSS_ENTROPY.value(logit(p), true)).isCloseTo(expected, within(1e-12));
      double otherwise = -Math.log(1 - p);
      assertThat(CROSS_ENTROPY.value(logit(p), false)).isCloseTo(otherwise, within(1e-12));
    }
  }

  @Test
  void easilyClassifiedExamplesCostCrossEntropyANonTrivialAmount() {
    assertThat(cost(CROSS_ENTROPY, 0.5)).isGreaterThan(0.69);
    assertThat(cost(CROSS_ENTROPY, 0.6)).isGreaterThan(0.5);
    assertThat(cost(CROSS_ENTROPY, 0.9)).isGreaterThan(0.1);
  }

  @Test
  void balancingWeighsTheRareClassAsOversamplingWould() {
    CrossEntropy balanced = new CrossEntropy(0.75);
    double threefold = 3 * CROSS_ENTROPY.value(-1, true) + CROSS_ENTROPY.value(-1, false);
    assertThat(balanced.value(-1, true) + balanced.value(-1, false))
        .isCloseTo(threefold / 4, within(1e-15));
  }

  @Test
  void alphaDoesNotTellEasyFromHard() {
    for (double p : PROBABILITIES) {
      double ratio = cost(new CrossEntropy(0.75), p) / cost(CROSS_ENTROPY, p);
      assertThat(ratio).isCloseTo(0.75, within(1e-12));
    }
  }

  @Test
  void focalLossIsCrossEntropyTimesTheModulatingFactor() {
    for (double gamma : GAMMAS) {
      for (double p : PROBABILITIES) {
        double expected = -Math.pow(1 - p, gamma) * Math.log(p);
        assertThat(cost(new FocalLoss(gamma), p)).isCloseTo(expected, within(1e-9 * expected));
      }
    }
  }

  @Test
  void positiveGammaReducesTheRelativeLossOfWellClassifiedExamples() {
    for (double gamma : new double[] {0.5, 1, 2, 5}) {
      assertThat(cost(new FocalLoss(gamma), 0.9) / cost(new FocalLoss(gamma), 0.1))
          .isLessThan(cost(CROSS_ENTROPY, 0.9) / cost(CROSS_ENTROPY, 0.1));
    }
  }

  @Test
  void misclassifiedExamplesAreNearlyUnaffected() {
    assertThat(discount(2, 1e-4)).isBetween(1.0, 1.001);
  }

  @Test
  void theFactorGoesToZeroAsTheProbabilityGoesToOne() {
    double last = 1;
    for (double logit = 0; logit < 100; logit += 5) {
      double factor = FOCAL.value(logit, true) / CROSS_ENTROPY.value(logit, true);
      assertThat(factor).isLessThan(last);
      last = factor;
    }
    assertThat(last).isLessThan(1e-80);
  }

  @Test
  void onlySmallProbabilitiesAreMisclassified() {
    for (double p : PROBABILITIES) {
      boolean misclassified = logit(p) < 0;
      assertThat(misclassified).isEqualTo(p < 0.5);
    }
  }

  @Test
  void gammaZeroIsCrossEntropy() {
    for (double p : PROBABILITIES) {
      assertThat(cost(new FocalLoss(0), p)).isEqualTo(cost(CROSS_ENTROPY, p));
    }
  }

  @Test
  void theEffectOfTheFactorRisesSmoothlyWithGamma() {
    for (double p : PROBABILITIES) {
      double last = discount(0, p);
      for (double gamma = 0.01; gamma < 5; gamma += 0.01) {
        double now = discount(gamma, p);
        assertThat(now).isGreaterThan(last).isLessThan(last * Math.pow(1 - p, -0.011));
        last = now;
      }
    }
  }

  @Test
  void theRangeOfLowLossIsWider() {
    // Below 0.1, cross entropy asks for p_t > 0.905.
    assertThat(cost(CROSS_ENTROPY, 0.904)).isGreaterThan(0.1);
    assertThat(cost(FOCAL, 0.58)).isLessThan(0.1);
  }

  @Test
  void ninetyPercentCostsHundredTimesLess() {
    assertThat(discount(2, 0.9)).isCloseTo(100, within(1e-9));
  }

  @Test
  void ninetySixPointEightPercentCostsAboutThousandTimesLess() {
    assertThat(discount(2, 0.968)).isCloseTo(1000, within(30.0));
  }

  @Test
  void misclassifiedExamplesCostAtMostFourTimesLess() {
    for (double p = 0.01; p <= 0.5; p += 0.01) {
      assertThat(discount(2, p)).isLessThanOrEqualTo(4 + 1e-9);
    }
    assertThat(discount(2, 0.5)).isCloseTo(4, within(1e-12));
  }

  @Test
  void correctingMisclassifiedExamplesGainsImportance() {
    double last = 0;
    for (double gamma : GAMMAS) {
      double importance = cost(new FocalLoss(gamma), 0.2) / cost(new FocalLoss(gamma), 0.9);
      assertThat(importance).isGreaterThan(last);
      last = importance;
    }
  }

  @Test
  void hardAndEasyAreBothDiscountedTheEasyMore() {
    assertThat(discount(2, 0.3)).isGreaterThan(1);
    assertThat(discount(2, 0.7)).isGreaterThan(discount(2, 0.3));
  }

  /**
   * The note says that with γ the down-weighing grows "especially for the misclassified samples".
   * The paper (section 3.2) has it the other way round: it grows for the well classified.
   */
  @Test
  void risingGammaDiscountsTheWellClassifiedMost() {
    for (int i = 1; i < GAMMAS.length; i++) {
      double misclassified = discount(GAMMAS[i], 0.2) / discount(GAMMAS[i - 1], 0.2);
      double classified = discount(GAMMAS[i], 0.8) / discount(GAMMAS[i - 1], 0.8);
      assertThat(classified).isGreaterThan(misclassified).isGreaterThan(1);
    }
  }

  @Test
  void alphaBalancesTheFocalLossByLabel() {
    FocalLoss balanced = new FocalLoss(2, 0.25);
    assertThat(balanced.value(1, true)).isCloseTo(0.25 * FOCAL.value(1, true), within(1e-15));
    assertThat(balanced.value(1, false)).isCloseTo(0.75 * FOCAL.value(1, false), within(1e-15));
  }

  @Test
  void combiningSigmoidWithLossIsStableWhereSeparateStepsAreNot() {
    double sigmoid = 1 / (1 + Math.exp(800));
    assertThat(-Math.log(sigmoid)).isInfinite();
    assertThat(CROSS_ENTROPY.value(-800, true)).isEqualTo(800);
    assertThat(CROSS_ENTROPY.gradient(-800, true)).isEqualTo(-1);
  }

  @Test
  void theBalancingAlphaFallsAsGammaRises() {
    double last = 1;
    for (double gamma : GAMMAS) {
      double negative = total(new FocalLoss(gamma), negatives(), false);
      double positive = total(new FocalLoss(gamma), positives(), true);
      double balancing = negative / (negative + positive);
      assertThat(balancing).as("gamma %s", gamma).isLessThan(last);
      last = balancing;
    }
  }

  /** The note calls the foreground "dominant"; it means the class whose examples are hard. */
  @Test
  void aHighAlphaWithAHighGammaLeavesThePositivesAlone() {
    double negative = total(new FocalLoss(5, 0.75), negatives(), false);
    double positive = total(new FocalLoss(5, 0.75), positives(), true);
    assertThat(positive / (positive + negative)).isGreaterThan(0.95);
    double atZero = total(new CrossEntropy(0.75), negatives(), false);
    assertThat(total(new CrossEntropy(0.75), positives(), true)).isLessThan(atZero);
  }

  @Test
  void aFewHardNegativesMakeNearlyAllTheirLoss() {
    double focused = shareOfHardest(0.05, negatives(), x -> FOCAL.value(x, false));
    double unfocused = shareOfHardest(0.05, negatives(), x -> CROSS_ENTROPY.value(x, false));
    assertThat(focused).isGreaterThan(0.9);
    assertThat(unfocused).isLessThan(0.5);
  }

  @Test
  void theHardestFifthOfThePositivesDominatesTheirs() {
    assertThat(shareOfHardest(0.2, positives(), x -> FOCAL.value(x, true))).isGreaterThan(0.5);
  }

  @Test
  void withoutFocusNegativesCostMuch() {
    assertThat(total(CROSS_ENTROPY, negatives(), false))
        .isGreaterThan(30 * total(FOCAL, negatives(), false));
  }

  @Test
  void easyExamplesAreNeverDiscardedAsByHardExampleMining() {
    for (double logit : new double[] {0, 5, 20, 100, 200}) {
      assertThat(FOCAL.value(logit, true)).isPositive();
      assertThat(FOCAL.gradient(logit, true)).isNegative();
    }
  }

  @Test
  void itDiscountsInliersWhereARobustLossDiscountsOutliers() {
    SmoothL1 robust = new SmoothL1(1);
    double outlier = robust.value(10) / (0.5 * 10 * 10);
    double inlier = robust.value(0.1) / (0.5 * 0.1 * 0.1);
    assertThat(outlier).isLessThan(0.2 * inlier);
    assertThat(1 / discount(2, 0.99)).isLessThan(0.2 / discount(2, 0.01));
  }

  @Test
  void theHingeIgnoresEasyExamplesWhichTheFocalLossTakesIntoAccount() {
    double margin = 0.5;
    assertThat(Math.max(0, margin - 0.8)).isZero();
    assertThat(Math.max(0, margin - 0.2)).isPositive();
    assertThat(cost(FOCAL, 0.8)).isPositive();
  }
}
