package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void stepFallsByATenthAtEachMilestone() {
    Schedule paper = Schedule.step(List.of(60.0 / 90, 80.0 / 90), 0.1);
    assertThat(paper.factor(59_999, 90_000)).isEqualTo(1);
    assertThat(paper.factor(60_000, 90_000)).isCloseTo(0.1, within(1e-12));
    assertThat(paper.factor(80_000, 90_000)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void cosineFallsFromOneToZero() {
    assertThat(Schedule.cosine().factor(0, 100)).isEqualTo(1);
    assertThat(Schedule.cosine().factor(50, 100)).isCloseTo(0.5, within(1e-12));
    assertThat(Schedule.cosine().factor(100, 100)).isCloseTo(0, within(1e-12));
  }

  @Test
  void warmUpRisesLinearlyToTheWholeRate() {
    Schedule warm = Schedule.constant().withWarmup(100);
    assertThat(warm.factor(0, 1000)).isEqualTo(0.01);
    assertThat(warm.factor(49, 1000)).isEqualTo(0.5);
    assertThat(warm.factor(99, 1000)).isEqualTo(1);
    assertThat(warm.factor(500, 1000)).isEqualTo(1);
  }

  @Test
  void noWarmUpBeginsWithTheWholeRate() {
    assertThat(Schedule.constant().withWarmup(0).factor(0, 10)).isEqualTo(1);
  }
}
