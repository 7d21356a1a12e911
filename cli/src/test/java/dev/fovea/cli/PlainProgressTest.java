package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long now;

  @Test
  void speaksAtTheFirstStepEveryTenSecondsAndAtTheEnd() {
    Progress progress = progress(100);
    for (int step = 1; step <= 100; step++) {
      now += SECOND / 4;
      progress.step(step, "");
    }
    assertThat(lines())
        .containsExactly(
            "training 1/100  4.00/s  0:00:25 left",
            "training 41/100  4.00/s  0:00:15 left",
            "training 81/100  4.00/s  0:00:05 left",
            "training 100/100  4.00/s");
  }

  @Test
  void addsTheMessage() {
    now = SECOND;
    Progress progress = progress(2);
    now += SECOND;
    progress.step(2, "loss 0.5");
    assertThat(lines()).containsExactly("training 2/2  2.00/s  loss 0.5");
  }

  @Test
  void anUnknownTotalHasNoTimeLeft() {
    Progress progress = progress(-1);
    now += SECOND;
    progress.step(3, "");
    assertThat(lines()).containsExactly("training 3  3.00/s");
  }

  private Progress progress(long total) {
    return new PlainProgress(
        new ProgressText("training", total),
        () -> now,
        new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
