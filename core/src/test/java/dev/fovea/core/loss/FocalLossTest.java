package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scalar definition in double. */
class FocalLossTest {
  private static final double[] LOGITS = {
    -1e4, -800, -700, -100, -37, -20, -5, -1, -0.1, -1e-9, 0, 1e-9, 0.3, 2, 9, 36, 90, 710, 1e4
  };

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 1, 2, 5, 10})
  void valueAndGradientAreThePapersFormulas(double gamma) {
    FocalLoss loss = new FocalLoss(gamma, 0.25);
    for (double logit : LOGITS) {
      for (boolean positive : new boolean[] {false, true}) {
        double alpha = positive ? 0.25 : 0.75;
        double value = PaperFocal.value(gamma, alpha, logit, positive);
        assertThat(loss.value(logit, positive))
            .as("value at %s", logit)
            .isCloseTo(value, within(1e-11 * value + Double.MIN_NORMAL));
        double slope = PaperFocal.gradient(gamma, alpha, logit, positive);
        assertThat(loss.gradient(logit, positive))
            .as("gradient at %s", logit)
            .isCloseTo(slope, within(1e-11 * Math.abs(slope) + Double.MIN_NORMAL));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 1, 2, 5, 10})
  void gradientIsTheCentralDifferenceOfTheValue(double gamma) {
    FocalLoss loss = new FocalLoss(gamma, 0.3);
    double step = 1e-5;
    for (double logit = -12; logit <= 12; logit += 0.37) {
      for (boolean positive : new boolean[] {false, true}) {
        double rise = loss.value(logit + step, positive) - loss.value(logit - step, positive);
        assertThat(loss.gradient(logit, positive))
            .as("at %s", logit)
            .isCloseTo(rise / (2 * step), within(1e-8));
      }
    }
  }

  @Test
  void gammaZeroIsCrossEntropy() {
    for (double logit : LOGITS) {
      for (boolean positive : new boolean[] {false, true}) {
        FocalLoss unfocused = new FocalLoss(0);
        assertThat(new CrossEntropy().value(logit, positive))
            .isEqualTo(unfocused.value(logit, positive))
            .isCloseTo(PaperFocal.value(0, 1, logit, positive), within(1e-12));
        assertThat(new CrossEntropy(0.25).gradient(logit, positive))
            .isEqualTo(new FocalLoss(0, 0.25).gradient(logit, positive));
      }
    }
  }

  @Test
  void crossEntropyTakesNoAlphaUnlessAsked() {
    assertThat(new CrossEntropy().value(0, true)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(new CrossEntropy().value(0, false)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(new CrossEntropy(0.25).value(0, true)).isCloseTo(Math.log(2) / 4, within(1e-15));
    assertThat(new FocalLoss(2).alpha()).isEmpty();
    assertThat(new FocalLoss(2, 0.25).alpha()).hasValue(0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 0.1, 1, 2, 10, 1e6, Double.MAX_VALUE})
  void everyFiniteLogitHasFiniteValueAndGradient(double gamma) {
    for (double alpha : new double[] {0, 0.25, 1}) {
      FocalLoss loss = new FocalLoss(gamma, alpha);
      for (double logit : LOGITS) {
        requireFinite(loss, logit);
      }
      requireFinite(loss, Float.MAX_VALUE);
      requireFinite(loss, -Float.MAX_VALUE);
      requireFinite(loss, Double.MIN_VALUE);
      requireFinite(loss, 1e300);
    }
  }

  private static void requireFinite(FocalLoss loss, double logit) {
    for (boolean positive : new boolean[] {false, true}) {
      assertThat(loss.value(logit, positive)).as("%s at %s", loss, logit).isFinite();
      assertThat(loss.gradient(logit, positive)).as("%s at %s", loss, logit).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 1, 2, 10, 1e6})
  void infiniteLogitsHaveTheLimits(double gamma) {
    FocalLoss loss = new FocalLoss(gamma, 0.25);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(loss.value(-infinity, true)).isEqualTo(infinity);
    assertThat(loss.gradient(-infinity, true)).isEqualTo(-0.25);
    assertThat(loss.value(infinity, false)).isEqualTo(infinity);
    assertThat(loss.gradient(infinity, false)).isEqualTo(0.75);
    assertThat(loss.value(infinity, true)).isZero();
    assertThat(loss.gradient(infinity, true)).isZero();
    assertThat(loss.value(-infinity, false)).isZero();
    assertThat(loss.gradient(-infinity, false)).isZero();
  }

  @Test
  void aLabelOfWeightZeroCostsNothingEvenAtInfinity() {
    for (double logit : new double[] {3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(new FocalLoss(2, 1).value(logit, false)).isZero();
      assertThat(new FocalLoss(2, 1).gradient(logit, false)).isZero();
      assertThat(new CrossEntropy(0).value(logit, true)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 2})
  void nanIsNeverHidden(double gamma) {
    for (double alpha : new double[] {0, 0.25, 1}) {
      for (boolean positive : new boolean[] {false, true}) {
        assertThat(new FocalLoss(gamma, alpha).value(Double.NaN, positive)).isNaN();
        assertThat(new FocalLoss(gamma, alpha).gradient(Double.NaN, positive)).isNaN();
      }
    }
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> new FocalLoss(-1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("gamma")
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new FocalLoss(Double.NaN)).isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> new FocalLoss(2, 1.5))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("alpha")
        .hasMessageContaining("1.5");
  }

  @Test
  void theSumOverArraysIsThatOfItsLogits() {
    for (int count : new int[] {0, 1, 7, 64, 1001}) {
      Random random = new Random(count);
      float[] logits = new float[count];
      boolean[] positive = new boolean[count];
      double expected = 0;
      FocalLoss loss = new FocalLoss(2, 0.25);
      for (int i = 0; i < count; i++) {
        logits[i] = (float) random.nextGaussian(0, 4);
        positive[i] = random.nextInt(5) == 0;
        expected += loss.value(logits[i], positive[i]);
      }
      float[] gradients = new float[count];
      assertThat(loss.sum(logits, positive, gradients))
          .as("%d logits", count)
          .isCloseTo(expected, within(1e-5 * expected + 1e-12));
      for (int i = 0; i < count; i++) {
        assertThat((double) gradients[i])
            .as("gradient %d of %d", i, count)
            .isCloseTo(loss.gradient(logits[i], positive[i]), within(1e-5));
      }
    }
  }

  @Test
  void arraysOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> new FocalLoss(2).sum(new float[3], new boolean[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 logits, but 2 labels");
  }
}
