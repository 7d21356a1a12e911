package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.nn.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeEstimateTest {
  private final List<String> said = new ArrayList<>();

  private void run(long first, long steps, double firstSeconds, double perStep) {
    TimeEstimate estimate = new TimeEstimate(said::add);
    for (long step = first; step <= steps; step++) {
      double seconds = firstSeconds + perStep * (step - first);
      estimate.stepped(new TrainingListener.Step(step, steps, seconds, 1, 1, 0.1, 1, 1));
    }
  }

  @Test
  void slowFirstStepsTakeNoPartAndTheWordIsSaidOnce() {
    run(1, 1208, 60, 2.5);
    assertThat(said)
        .containsExactly(
            "2.50 s a step: the remaining 1200 steps take about 50 min, evaluations beside");
  }

  @Test
  void aResumedRunIsTimedFromWhereItWentOn() {
    run(501, 1000, 2000, 1);
    assertThat(said).hasSize(1);
    assertThat(said.getFirst()).startsWith("1.00 s a step: the remaining 492 steps");
  }

  @Test
  void aRunOfAFewStepsNeedsNoWord() {
    run(1, 8, 1, 1);
    assertThat(said).isEmpty();
  }

  @Test
  void durationsAreToldInUnitsOfTheirSize() {
    assertThat(TimeEstimate.duration(42.4)).isEqualTo("42 s");
    assertThat(TimeEstimate.duration(600)).isEqualTo("10 min");
    assertThat(TimeEstimate.duration(2.5 * 3600)).isEqualTo("2 h 30 min");
  }
}
