package dev.fovea.core.imbalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.CrossEntropy;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.FocalStar;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ImbalanceTest {
  private static final RawLogits RAW = RawLogits.of(1, 12);

  private static double sum(boolean positive, ToDoubleFunction<RawLogits.Logit> part) {
    return RAW.logits().stream()
        .filter(logit -> logit.positive() == positive)
        .mapToDouble(part)
        .sum();
  }

  private static void agrees(double found, double exact) {
    assertThat(found).isCloseTo(exact, within(1e-3 * exact));
  }

  private static void agrees(ClassificationLoss loss) {
    Imbalance found = Imbalance.of(RAW.histograms(), loss);
    agrees(found.positive().loss(), sum(true, logit -> logit.loss(loss)));
    agrees(found.negative().loss(), sum(false, logit -> logit.loss(loss)));
    agrees(found.positive().gradient(), sum(true, logit -> logit.gradient(loss)));
    agrees(found.negative().gradient(), sum(false, logit -> logit.gradient(loss)));
  }

  @Test
  void anyLossIsWithinATenthOfAPercentOfTheSumOverEveryLogit() {
    Random random = new Random(7);
    for (int pair = 0; pair < 20; pair++) {
      agrees(new FocalLoss(5 * random.nextDouble(), 0.05 + 0.9 * random.nextDouble()));
    }
    agrees(new CrossEntropy());
    agrees(new FocalStar(2, 1));
  }

  @Test
  void everyLogitIsInOneBinOfItsLevelAndClass() {
    for (boolean positive : new boolean[] {true, false}) {
      for (int level = 0; level < 2; level++) {
        for (int c = 0; c < RawLogits.CLASSES; c++) {
          int wanted = level;
          int label = c;
          long expected =
              RAW.logits().stream()
                  .filter(each -> each.positive() == positive && each.level() == wanted)
                  .filter(each -> each.classIndex() == label)
                  .count();
          List<LogitBin> bins = RAW.histograms().bins(positive, level, c);
          assertThat(bins.stream().mapToLong(LogitBin::count).sum()).isEqualTo(expected);
          assertThat(bins).isSortedAccordingTo((a, b) -> Double.compare(a.logit(), b.logit()));
        }
      }
    }
    long negatives = RAW.logits().stream().filter(each -> !each.positive()).count();
    assertThat(LossMass.of(RAW.histograms().bins(false), false, new CrossEntropy()).logits())
        .isEqualTo(negatives);
  }

  @Test
  void theEffectiveNumberIsKishsOfTheGradients() {
    FocalLoss loss = new FocalLoss(2, 0.25);
    double sum = sum(true, logit -> logit.gradient(loss));
    double squares = sum(true, logit -> Math.pow(logit.gradient(loss), 2));
    double found = Imbalance.of(RAW.histograms(), loss).positive().effective();
    agrees(found, sum * sum / squares);

    LogitHistogram alike = new LogitHistogram();
    for (int i = 0; i < 1000; i++) {
      alike.add(-2, 0.1);
    }
    assertThat(LossMass.of(alike.bins(), false, loss).effective()).isCloseTo(1000, within(1e-6));
    alike.add(6, 10);
    assertThat(LossMass.of(alike.bins(), false, loss).effective()).isBetween(1.0, 2.0);
  }

  @Test
  void partsAddUpToTheWhole() {
    FocalLoss loss = new FocalLoss(2, 0.25);
    LossMass parts = Imbalance.of(RAW.histograms(), loss).negative();
    LossMass whole = LossMass.of(RAW.histograms().bins(false), false, loss);
    assertThat(parts.logits()).isEqualTo(whole.logits());
    agrees(parts.loss(), whole.loss());
    agrees(parts.gradient(), whole.gradient());
    agrees(parts.effective(), whole.effective());
  }

  @Test
  void theHardestFifthHoldsWhatSortedLogitsSay() {
    for (double gamma : new double[] {0, 0.5, 2}) {
      FocalLoss loss = new FocalLoss(gamma);
      LogitHistogram equal = new LogitHistogram();
      double[] sorted =
          RAW.logits().stream()
              .filter(logit -> !logit.positive())
              .peek(logit -> equal.add(logit.value(), 1))
              .mapToDouble(logit -> loss.value(logit.value(), false))
              .sorted()
              .toArray();
      CumulativeLoss curve = CumulativeLoss.of(equal.bins(), false, loss);
      for (double hardest : new double[] {0.01, 0.1, 0.2}) {
        int from = (int) Math.round((1 - hardest) * sorted.length);
        double expected =
            Arrays.stream(sorted, from, sorted.length).sum() / Arrays.stream(sorted).sum();
        assertThat(curve.shareOfHardest(hardest)).isCloseTo(expected, within(2e-3));
      }
    }
  }

  @Test
  void alphaKeepsTheRatioAndFallsAsGammaRises() {
    double ratio = AlphaForGamma.of(RAW.histograms(), 2).gradientRatio(0.25);
    double before = 1;
    for (double gamma : new double[] {0, 0.5, 1, 2, 5}) {
      AlphaForGamma choice = AlphaForGamma.of(RAW.histograms(), gamma);
      double alpha = choice.alphaFor(ratio);
      assertThat(alpha).isBetween(0.0, before);
      Imbalance with = Imbalance.of(RAW.histograms(), new FocalLoss(gamma, alpha));
      assertThat(with.gradientRatio()).isCloseTo(ratio, within(1e-9 * ratio));
      assertThat(choice.loss(alpha)).isCloseTo(with.loss(), within(1e-9 * with.loss()));
      before = alpha;
    }
  }

  @Test
  void thePriorsCurveIsTheLossOfEqualLogits() {
    FocalLoss loss = new FocalLoss(2, 0.25);
    double logit = -Math.log(0.99 / 0.01);
    double expected =
        RAW.logits().stream()
            .mapToDouble(each -> each.weight() * loss.value(logit, each.positive()))
            .sum();
    assertThat(PriorCurve.of(RAW.histograms()).loss(loss, 0.01))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void aLogitThatIsNoNumberIsNamed() {
    ImbalanceHistograms histograms = new ImbalanceHistograms(1, 2);
    LevelOutputs level =
        new LevelOutputs(
            1,
            1,
            MemorySegment.ofArray(new float[] {1, Float.NaN}),
            MemorySegment.ofArray(new float[4]),
            ElementType.FLOAT32);
    HeadOutputs outputs = new HeadOutputs(1, 1, 2, List.of(level));
    TruthBoxes none = new TruthBoxes(new float[0], new int[0], new float[0]);
    Matches background = new Matches(new int[0], new int[0], new int[0], 0);
    assertThatThrownBy(() -> histograms.add(outputs, 0, none, background, 1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("class 1 in level 0 is NaN");
  }
}
