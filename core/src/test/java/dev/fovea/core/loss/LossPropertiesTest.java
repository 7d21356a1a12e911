package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every classification loss has in common: the order of arguments, and how sums are made. */
class LossPropertiesTest {
  private static final double[] LOGITS = {
    -1e4, -800, -90, -37, -9, -2, -0.4, -1e-9, 0, 1e-9, 0.3, 1, 5, 20, 36, 90, 710, 1e4
  };

  /** Losses without a weight by label. */
  static Stream<ClassificationLoss> even() {
    return Stream.of(
        new CrossEntropy(),
        new FocalLoss(0.5),
        new FocalLoss(2),
        new FocalLoss(5),
        new FocalStar(2, 1),
        new FocalStar(4, 0),
        new Hinge(0.5),
        new Hinge(1));
  }

  /** Every loss. */
  static Stream<ClassificationLoss> all() {
    return Stream.concat(
        even(),
        Stream.of(
            new CrossEntropy(0.75),
            new FocalLoss(2, 0.25),
            new ClassWiseFocalLoss(1.5, List.of(0.2, 0.9, 0.4))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void beingRightCostsLessThanBeingWrong(ClassificationLoss loss) {
    assertThat(loss.value(5, true)).isLessThan(loss.value(-5, true));
    assertThat(loss.value(-5, false)).isLessThan(loss.value(5, false));
    for (double logit : LOGITS) {
      assertThat(loss.gradient(logit, true)).as("at %s", logit).isNotPositive();
      assertThat(loss.gradient(logit, false)).as("at %s", logit).isNotNegative();
    }
    for (int i = 1; i < LOGITS.length; i++) {
      assertThat(loss.value(LOGITS[i], true)).isLessThanOrEqualTo(loss.value(LOGITS[i - 1], true));
      assertThat(loss.value(LOGITS[i], false))
          .isGreaterThanOrEqualTo(loss.value(LOGITS[i - 1], false));
    }
  }

  @ParameterizedTest
  @MethodSource("even")
  void aNegativeIsAPositiveSeenFromTheOtherSide(ClassificationLoss loss) {
    for (double logit : LOGITS) {
      assertThat(loss.value(logit, false)).isEqualTo(loss.value(-logit, true));
      assertThat(loss.gradient(logit, false)).isEqualTo(0.0 - loss.gradient(-logit, true));
    }
  }

  /** Logits of whole anchors of three classes, with labels. */
  private record Labelled(float[] logits, boolean[] positive) {
    static Labelled random(long seed, int anchors) {
      Random random = new Random(seed);
      float[] logits = new float[3 * anchors];
      boolean[] positive = new boolean[logits.length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (4 * random.nextGaussian() - 1);
        positive[i] = random.nextInt(6) == 0;
      }
      return new Labelled(logits, positive);
    }

    /** The anchors of these places, in this order. */
    Labelled anchors(List<Integer> places) {
      Labelled chosen = new Labelled(new float[3 * places.size()], new boolean[3 * places.size()]);
      for (int i = 0; i < chosen.logits.length; i++) {
        chosen.logits[i] = logits[3 * places.get(i / 3) + i % 3];
        chosen.positive[i] = positive[3 * places.get(i / 3) + i % 3];
      }
      return chosen;
    }
  }

  /** The sum, and each gradient. */
  private record Summed(double sum, float[] gradients) {
    static Summed of(ClassificationLoss loss, Labelled labelled) {
      float[] gradients = new float[labelled.logits.length];
      return new Summed(loss.sum(labelled.logits, labelled.positive, gradients), gradients);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSumIsThatOfTheDefinition(ClassificationLoss loss) {
    for (int anchors : new int[] {0, 1, 2, 5, 43, 400}) {
      Labelled labelled = Labelled.random(anchors, anchors);
      Summed summed = Summed.of(loss, labelled);
      double expected = 0;
      for (int i = 0; i < labelled.logits.length; i++) {
        boolean positive = labelled.positive[i];
        expected += loss.at(i).value(labelled.logits[i], positive);
        double slope = loss.at(i).gradient(labelled.logits[i], positive);
        assertThat((double) summed.gradients[i])
            .as("gradient %s of %s anchors", i, anchors)
            .isCloseTo(slope, within(1e-5 * Math.abs(slope)));
      }
      assertThat(summed.sum).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfAnchorsDoesNotMatter(ClassificationLoss loss) {
    for (long seed = 0; seed < 20; seed++) {
      Labelled labelled = Labelled.random(seed, 101);
      List<Integer> order = new ArrayList<>(IntStream.range(0, 101).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      Summed straight = Summed.of(loss, labelled);
      Summed shuffled = Summed.of(loss, labelled.anchors(order));
      assertThat(shuffled.sum)
          .as("seed %s", seed)
          .isCloseTo(straight.sum, within(1e-6 * straight.sum));
      for (int i = 0; i < shuffled.gradients.length; i++) {
        assertThat(shuffled.gradients[i])
            .as("seed %s, gradient %s", seed, i)
            .isEqualTo(straight.gradients[3 * order.get(i / 3) + i % 3]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void partsAddUpToTheWhole(ClassificationLoss loss) {
    for (int cut : new int[] {0, 1, 7, 50, 101}) {
      Labelled labelled = Labelled.random(cut, 101);
      List<Integer> places = IntStream.range(0, 101).boxed().toList();
      Summed whole = Summed.of(loss, labelled);
      Summed first = Summed.of(loss, labelled.anchors(places.subList(0, cut)));
      Summed second = Summed.of(loss, labelled.anchors(places.subList(cut, 101)));
      assertThat(first.sum + second.sum)
          .as("cut %s", cut)
          .isCloseTo(whole.sum, within(1e-6 * whole.sum));
      assertThat(Arrays.copyOf(whole.gradients, 3 * cut)).containsExactly(first.gradients);
      assertThat(Arrays.copyOfRange(whole.gradients, 3 * cut, 303))
          .containsExactly(second.gradients);
    }
  }

  /** As {@link FocalStarTest} does for FL*, over the full range of logits. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.8, 1})
  void hingeIsThePapersFormula(double margin) {
    Hinge loss = new Hinge(margin);
    for (double logit : LOGITS) {
      for (boolean positive : new boolean[] {true, false}) {
        double right = Math.exp(PaperFocal.logSigmoid(positive ? logit : -logit));
        double wrong = Math.exp(PaperFocal.logSigmoid(positive ? -logit : logit));
        double value = Math.max(0, margin - right);
        assertThat(loss.value(logit, positive))
            .as("value at %s", logit)
            .isCloseTo(value, within(1e-15));
        double slope = right < margin ? right * wrong : 0;
        assertThat(Math.abs(loss.gradient(logit, positive)))
            .as("gradient at %s", logit)
            .isCloseTo(margin == 1 ? right * wrong : slope, within(1e-11 * slope + 1e-16));
      }
    }
  }

  /** Which kernel runs: fused ones for all with a modulating factor, else the definition. */
  @Test
  void focalLossesHaveFusedKernelsAndTheOthersTheirDefinition() {
    assertThat(new CrossEntropy(0.75).kernel()).isInstanceOf(VectorFocalKernel.class);
    assertThat(new FocalLoss(2, 0.25).kernel()).isInstanceOf(VectorFocalKernel.class);
    assertThat(new ClassWiseFocalLoss(2, List.of(0.25, 0.5)).kernel())
        .isInstanceOf(VectorFocalKernel.class);
    assertThat(new FocalStar(2, 1).kernel()).isInstanceOf(DefinitionKernel.class);
    assertThat(new Hinge(0.5).kernel()).isInstanceOf(DefinitionKernel.class);
  }
}
