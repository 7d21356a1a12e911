package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CocoMetricThreadsTest {
  /** Records compare doubles by their bits. */
  @Test
  void figuresHaveTheSameBitsForAnyNumberOfThreads() {
    for (long seed = 0; seed < 12; seed++) {
      RandomCase made = new RandomCase(new Random(seed), 12, 9, 5, 40);
      var detections = made.detections();
      CocoSummary alone = new CocoMetric(CocoSettings.coco(), 1).evaluate(made.truth(), detections);

      for (int threads : new int[] {2, 3, 8}) {
        CocoSummary shared =
            new CocoMetric(CocoSettings.coco(), threads).evaluate(made.truth(), detections);
        assertThat(shared).as("seed %s, %s threads", seed, threads).isEqualTo(alone);
      }
    }
  }
}
