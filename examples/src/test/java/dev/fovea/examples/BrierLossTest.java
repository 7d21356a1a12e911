package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrierLossTest {
  private final BrierLoss loss = new BrierLoss();

  @Test
  void anUndecidedLogitCostsAQuarter() {
    assertThat(loss.value(0, true)).isEqualTo(0.25);
    assertThat(loss.value(0, false)).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30, -2, -0.1, 0, 1, 7})
  void theGradientIsTheValuesSlope(double logit) {
    for (boolean positive : new boolean[] {true, false}) {
      double slope =
          (loss.value(logit + 1e-5, positive) - loss.value(logit - 1e-5, positive)) / 2e-5;
      assertThat(loss.gradient(logit, positive)).isCloseTo(slope, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e4, 1e4, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void extremeLogitsStayFinite(double logit) {
    for (boolean positive : new boolean[] {true, false}) {
      assertThat(loss.value(logit, positive)).isBetween(0.0, 1.0);
      assertThat(loss.gradient(logit, positive)).isZero();
    }
  }
}
