package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxLossTest {
  private static final Box SOME = new Box(0, 0, 10, 10);

  @Test
  void smoothL1OfBetaOneHasHandValues() {
    SmoothL1 loss = new SmoothL1(1);
    assertThat(loss.value(0.5)).isEqualTo(0.125);
    assertThat(loss.value(-1)).isEqualTo(0.5);
    assertThat(loss.value(3)).isEqualTo(2.5);
    assertThat(loss.slope(0.5)).isEqualTo(0.5);
    assertThat(loss.slope(-3)).isEqualTo(-1);
    assertThat(loss.slope(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.11, 0.5, 1, 4})
  void smoothL1MeetsItselfAtBetaWithItsSlope(double beta) {
    SmoothL1 loss = new SmoothL1(beta);
    double below = Math.nextDown(beta);
    assertThat(loss.value(below)).isCloseTo(loss.value(beta), within(1e-12));
    assertThat(loss.slope(below)).isCloseTo(loss.slope(beta), within(1e-12));
    double step = beta * 1e-4;
    for (double d = -3 * beta + step / 3; d < 3 * beta; d += beta / 7) {
      double rise = loss.value(d + step) - loss.value(d - step);
      assertThat(loss.slope(d)).as("at %s", d).isCloseTo(rise / (2 * step), within(1e-3));
    }
  }

  @Test
  void betaZeroIsL1() {
    float[] predicted = {1, -2, 0.25f, 0};
    BoxTarget target = new BoxTarget(new float[] {0, 0, 0.5f, 0}, SOME, SOME);
    double[] gradient = new double[4];
    double[] same = new double[4];
    assertThat(new L1().apply(predicted, target, gradient)).isEqualTo(3.25);
    assertThat(gradient).containsExactly(1, -1, -1, 0);
    assertThat(new SmoothL1(0).apply(predicted, target, same)).isEqualTo(3.25);
    assertThat(same).containsExactly(gradient);
  }

  @Test
  void nanDeltasAreNeverHidden() {
    BoxTarget target = new BoxTarget(new float[4], SOME, SOME);
    double[] gradient = new double[4];
    float[] predicted = {0, Float.NaN, 0, 0};
    assertThat(new L1().apply(predicted, target, gradient)).isNaN();
    assertThat(gradient[1]).isNaN();
    assertThat(new SmoothL1(1).apply(predicted, target, gradient)).isNaN();
    assertThat(gradient[1]).isNaN();
  }

  @Test
  void hugeDeltasStayFinite() {
    BoxTarget target = new BoxTarget(new float[4], SOME, SOME);
    float[] predicted = {Float.MAX_VALUE, -Float.MAX_VALUE, 0, 0};
    assertThat(new SmoothL1(1e30).apply(predicted, target, new double[4])).isFinite();
  }

  @Test
  void negativeBetaIsNamed() {
    assertThatThrownBy(() -> new SmoothL1(-0.1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("-0.1");
  }
}
