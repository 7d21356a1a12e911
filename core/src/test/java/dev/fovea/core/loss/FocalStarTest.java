package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FocalStarTest {
  private static final double[] LOGITS = {-1e4, -90, -37, -9, -1, -1e-9, 0, 0.3, 2, 20, 36, 1e4};

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 0", "1, 0", "0.5, -3", "10, 5"})
  void valueAndGradientAreThePapersFormulas(double gamma, double shift) {
    FocalStar loss = new FocalStar(gamma, shift);
    for (double logit : LOGITS) {
      for (boolean positive : new boolean[] {true, false}) {
        double rightness = gamma * (positive ? logit : -logit) + shift;
        double value = PaperFocal.value(0, 1, rightness, true) / gamma;
        assertThat(loss.value(logit, positive))
            .as("value at %s", logit)
            .isCloseTo(value, within(1e-11 * value + Double.MIN_NORMAL));
        double wrong = -PaperFocal.gradient(0, 1, rightness, true);
        assertThat(loss.gradient(logit, positive))
            .as("gradient at %s", logit)
            .isCloseTo(positive ? -wrong : wrong, within(1e-11 * wrong + Double.MIN_NORMAL));
      }
    }
  }

  @Test
  void gammaOneWithoutShiftIsCrossEntropy() {
    for (double logit : LOGITS) {
      for (boolean positive : new boolean[] {true, false}) {
        assertThat(new FocalStar(1, 0).value(logit, positive))
            .isEqualTo(new CrossEntropy().value(logit, positive));
        assertThat(new FocalStar(1, 0).gradient(logit, positive))
            .isEqualTo(new CrossEntropy().gradient(logit, positive));
      }
    }
  }

  @Test
  void thePapersSettingsTurnEasyExamplesDownNearlyAsTheFocalLossDoes() {
    double focal = new FocalLoss(2).value(2, true);
    assertThat(new FocalStar(2, 1).value(2, true)).isLessThan(2 * focal).isGreaterThan(focal / 3);
    assertThat(new FocalStar(2, 1).value(2, true))
        .isLessThan(new CrossEntropy().value(2, true) / 10);
  }

  @Test
  void infiniteLogitsHaveTheLimits() {
    FocalStar loss = new FocalStar(2, 1);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(loss.value(-infinity, true)).isEqualTo(infinity);
    assertThat(loss.gradient(-infinity, true)).isEqualTo(-1);
    assertThat(loss.value(infinity, true)).isZero();
    assertThat(loss.gradient(infinity, true)).isZero();
    assertThat(loss.value(Double.MAX_VALUE, false)).isEqualTo(Double.MAX_VALUE);
    assertThat(loss.gradient(Double.MAX_VALUE, false)).isEqualTo(1);
    assertThat(loss.value(Double.NaN, true)).isNaN();
    assertThat(loss.gradient(Double.NaN, false)).isNaN();
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> new FocalStar(0, 1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("gamma is 0.0");
    assertThatThrownBy(() -> new FocalStar(2, Double.NaN))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("shift is NaN");
  }
}
