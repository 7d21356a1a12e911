package dev.fovea.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).toList();
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(labels(Axis.linear("", 0, 1))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(Axis.linear("", 0, 5))).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(labels(Axis.linear("", -3, 2e5)))
        .containsExactly("0", "50k", "100k", "150k", "200k");
  }

  @Test
  void logarithmicAxesAreWholePowersOfTen() {
    Axis axis = Axis.logarithmic("", 0.02, 2e6);
    assertThat(axis.low()).isCloseTo(0.01, within(1e-12));
    assertThat(axis.high()).isCloseTo(1e7, within(1e-3));
    assertThat(axis.place(1e7)).isEqualTo(1);
    assertThat(labels(Axis.logarithmic("", 1e-4, 1)))
        .containsExactly("0.0001", "0.001", "0.01", "0.1", "1");
    assertThat(Axis.logarithmic("", 1e-4, 1).place(0.01)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void whatLiesOutsideIsDrawnAtTheEnd() {
    assertThat(Axis.linear("", 0, 5).place(7)).isEqualTo(1);
    assertThat(Axis.logarithmic("", 1, 100).place(0)).isZero();
  }

  @Test
  void anAxisNeedsALength() {
    assertThatThrownBy(() -> Axis.linear("loss", 2, 2)).hasMessageContaining("loss");
    assertThatThrownBy(() -> Axis.linear("loss", 0, Double.NaN)).hasMessageContaining("NaN");
  }
}
