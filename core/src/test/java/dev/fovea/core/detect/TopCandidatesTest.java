package dev.fovea.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopCandidatesTest {
  @Test
  void theBestOfManyComeFirstTheLowerPositionOfTies() {
    for (int limit : new int[] {1, 2, 100, 300, 1000, 5000}) {
      Random random = new Random(limit);
      float[] logits = new float[4000];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = random.nextInt(300) / 10f - 15;
      }
      TopCandidates top = new TopCandidates(limit, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < logits.length; i++) {
        if (logits[i] >= top.least()) {
          top.add(logits[i], i);
        }
      }
      int[] expected =
          IntStream.range(0, logits.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> logits[i]).reversed())
              .limit(limit)
              .mapToInt(Integer::intValue)
              .toArray();
      long[] best = top.best();
      assertThat(best).as("limit and seed %d", limit).hasSize(expected.length);
      for (int i = 0; i < best.length; i++) {
        assertThat(TopCandidates.position(best[i])).isEqualTo(expected[i]);
        assertThat(TopCandidates.logit(best[i])).isEqualTo(logits[expected[i]]);
      }
    }
  }
}
