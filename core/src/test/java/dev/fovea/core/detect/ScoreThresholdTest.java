package dev.fovea.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreThresholdTest {
  @Test
  void theLogitOfATwentiethIsMinusLogNineteen() {
    assertThat(ScoreThreshold.logit(0.05f)).isCloseTo((float) -Math.log(19), within(1e-6f));
    assertThat(ScoreThreshold.logit(0.5f)).isCloseTo(0, within(1e-6f));
  }

  @Test
  void reachingTheLogitIsPassingTheThreshold() {
    for (float threshold : new float[] {0, 1e-30f, 0.01f, 0.05f, 0.3f, 0.5f, 0.97f, 0.9999f}) {
      float logit = ScoreThreshold.logit(threshold);
      assertThat(ScoreThreshold.score(logit)).as("%s", threshold).isGreaterThan(threshold);
      assertThat(ScoreThreshold.score(Math.nextDown(logit)))
          .as("%s", threshold)
          .isLessThanOrEqualTo(threshold);
    }
  }

  @Test
  void scoresOfHugeLogitsAreZeroOrOne() {
    assertThat(ScoreThreshold.score(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(ScoreThreshold.score(-1e30f)).isZero();
    assertThat(ScoreThreshold.score(0)).isEqualTo(0.5f);
    assertThat(ScoreThreshold.score(Float.POSITIVE_INFINITY)).isEqualTo(1);
  }
}
