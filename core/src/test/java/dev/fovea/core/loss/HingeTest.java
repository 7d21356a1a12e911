package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HingeTest {
  @Test
  void valuesByHand() {
    assertThat(new Hinge(0.8).value(0, true)).isCloseTo(0.3, within(1e-15));
    assertThat(new Hinge(0.8).gradient(0, true)).isEqualTo(-0.25);
    assertThat(new Hinge(0.8).gradient(0, false)).isEqualTo(0.25);
    assertThat(new Hinge(1).value(Math.log(3), false)).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void nothingBeyondTheMarginCosts() {
    double logit = Math.log(0.9 / 0.1);
    assertThat(new Hinge(0.8).value(logit, true)).isZero();
    assertThat(new Hinge(0.8).gradient(logit, true)).isZero();
    assertThat(new Hinge(0.95).value(logit, true)).isCloseTo(0.05, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.8, 1})
  void theGradientIsTheValuesSlopeOffTheKink(double margin) {
    Hinge loss = new Hinge(margin);
    double step = 1e-5;
    for (double logit = -12; logit <= 12; logit += 0.3717) {
      for (boolean positive : new boolean[] {true, false}) {
        double rise = loss.value(logit + step, positive) - loss.value(logit - step, positive);
        assertThat(loss.gradient(logit, positive))
            .as("at %s", logit)
            .isCloseTo(rise / (2 * step), within(1e-9));
      }
    }
  }

  @Test
  void withMarginOneSmallCostsKeepTheirDigits() {
    assertThat(new Hinge(1).value(40, true)).isCloseTo(Math.exp(-40), within(1e-30));
    assertThat(new Hinge(1).gradient(-90, false)).isCloseTo(Math.exp(-90), within(1e-50));
  }

  @Test
  void whatIsLostStaysLost() {
    assertThat(new Hinge(0.5).value(-50, true)).isCloseTo(0.5, within(1e-15));
    assertThat(Math.abs(new Hinge(0.5).gradient(-50, true))).isLessThan(1e-20);
    assertThat(new FocalLoss(2).gradient(-50, true)).isCloseTo(-1, within(1e-9));
  }

  @Test
  void extremeLogitsStayFiniteWhileNanIsNeverHidden() {
    for (double logit :
        new double[] {-1e308, 1e308, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
      for (boolean positive : new boolean[] {true, false}) {
        assertThat(new Hinge(0.7).value(logit, positive)).isBetween(0.0, 0.7);
        assertThat(new Hinge(0.7).gradient(logit, positive)).isZero();
      }
    }
    assertThat(new Hinge(0.7).value(Double.NaN, true)).isNaN();
    assertThat(new Hinge(0.7).gradient(Double.NaN, true)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void marginsOutsideTheirRangeAreNamed(double margin) {
    assertThatThrownBy(() -> new Hinge(margin))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("margin is " + margin);
  }
}
