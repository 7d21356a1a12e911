package dev.fovea.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1, 2.5})
  void theTemperatureThatScoresWereMadeWithIsFoundAgain(double made) {
    List<ScoredOutcome> outcomes = heated(20_000, made, new Random(5));

    TemperatureScaling found = TemperatureScaling.fit(outcomes);

    assertThat(found.temperature()).isCloseTo(made, within(0.05 * made));
    assertThat(Reliability.of(heated(20_000, made, new Random(6)), found, 10).error())
        .isLessThan(0.015);
  }

  /** Logits of known probability, multiplied by the temperature that is to divide them. */
  private static List<ScoredOutcome> heated(int count, double temperature, Random random) {
    List<ScoredOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double logit = 2 * random.nextGaussian();
      boolean right = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      outcomes.add(new ScoredOutcome(1 / (1 + Math.exp(-logit * temperature)), right));
    }
    return outcomes;
  }

  @Test
  void calibrationOnOnePartLowersTheErrorOnAnother() {
    List<ScoredOutcome> fitted = heated(4000, 3, new Random(7));
    List<ScoredOutcome> measured = heated(4000, 3, new Random(8));
    double before = Reliability.of(measured, Calibration.none(), 10).error();

    assertThat(before).isGreaterThan(0.1);
    assertThat(Reliability.of(measured, TemperatureScaling.fit(fitted), 10).error())
        .isLessThan(before / 4);
    assertThat(Reliability.of(measured, IsotonicRegression.fit(fitted), 10).error())
        .isLessThan(before / 4);
  }

  @Test
  void allRightOrOneScoreAloneStaysWithinTheRange() {
    assertThat(TemperatureScaling.fit(List.of(new ScoredOutcome(0.9, true))).temperature())
        .isBetween(0.001, 0.1);
    assertThat(TemperatureScaling.fit(List.of(new ScoredOutcome(0.9, false))).temperature())
        .isCloseTo(1000, within(1e-6));
    assertThat(TemperatureScaling.fit(List.of(new ScoredOutcome(1, false))).probability(1))
        .isBetween(0.5, 0.51);
  }

  @Test
  void theIsotonicCurveIsTheNaiveOne() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<ScoredOutcome> outcomes = new ArrayList<>();
      int count = 1 + random.nextInt(25);
      for (int i = 0; i < count; i++) {
        double score = random.nextInt(12) / 12.0;
        outcomes.add(new ScoredOutcome(score, random.nextDouble() < score));
      }
      IsotonicRegression curve = IsotonicRegression.fit(outcomes);
      for (ScoredOutcome one : outcomes) {
        assertThat(curve.probability(one.score()))
            .as("seed %d, score %s", seed, one.score())
            .isCloseTo(naive(outcomes, one.score()), within(1e-12));
      }
    }
  }

  /** Of all stretches that begin at the score or below, the highest of the least means. */
  private static double naive(List<ScoredOutcome> outcomes, double score) {
    double highest = 0;
    for (ScoredOutcome begin : outcomes) {
      if (begin.score() > score) {
        continue;
      }
      double least = 1;
      for (ScoredOutcome end : outcomes) {
        if (end.score() >= score) {
          least = Math.min(least, mean(outcomes, begin.score(), end.score()));
        }
      }
      highest = Math.max(highest, least);
    }
    return highest;
  }

  private static double mean(List<ScoredOutcome> outcomes, double from, double to) {
    return outcomes.stream()
        .filter(o -> o.score() >= from && o.score() <= to)
        .mapToDouble(o -> o.right() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void betweenBlocksTheCurveIsStraightAndOutsideLevel() {
    IsotonicRegression curve =
        IsotonicRegression.fit(
            List.of(
                new ScoredOutcome(0.2, false),
                new ScoredOutcome(0.4, false),
                new ScoredOutcome(0.8, true)));

    assertThat(curve.scores()).containsExactly(0.2, 0.4, 0.8, 0.8);
    assertThat(curve.probability(0.1)).isZero();
    assertThat(curve.probability(0.3)).isZero();
    assertThat(curve.probability(0.5)).isCloseTo(0.25, within(1e-12));
    assertThat(curve.probability(0.9)).isEqualTo(1);
  }

  @Test
  void theErrorIsTheDistanceByHand() {
    List<ScoredOutcome> outcomes =
        List.of(
            new ScoredOutcome(0.1, false),
            new ScoredOutcome(0.3, true),
            new ScoredOutcome(0.8, true),
            new ScoredOutcome(1.0, false));

    Reliability halves = Reliability.of(outcomes, Calibration.none(), 2);

    // Below a half: probability 0.2, precision 0.5; above: 0.9 and 0.5.
    assertThat(halves.bins().getFirst().probability()).isCloseTo(0.2, within(1e-15));
    assertThat(halves.bins().getLast().precision()).isEqualTo(0.5);
    assertThat(halves.error()).isCloseTo((0.3 + 0.4) / 2, within(1e-15));
    assertThat(halves.count()).isEqualTo(4);
    assertThat(Reliability.of(outcomes, Calibration.none(), 5).bins().get(2).count()).isZero();
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    assertThatThrownBy(() -> new ScoredOutcome(1.5, true)).hasMessageContaining("score of 1.5");
    assertThatThrownBy(() -> TemperatureScaling.fit(List.of())).hasMessageContaining("no outcomes");
    assertThatThrownBy(() -> IsotonicRegression.fit(List.of())).hasMessageContaining("0 scores");
    assertThatThrownBy(() -> new TemperatureScaling(0)).hasMessageContaining("temperature of 0.0");
    assertThatThrownBy(() -> new IsotonicRegression(List.of(0.1, 0.2), List.of(0.5, 0.4)))
        .hasMessageContaining("falls");
  }
}
