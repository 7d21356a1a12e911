package dev.fovea.core.eval.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.BootstrapSettings;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdChoiceTest {
  private static final BootstrapSettings DRAWS = new BootstrapSettings(200, 0.95, 1);

  /** By falling score: right, wrong, right, wrong, wrong, right; four objects. */
  private static final String SERIES = "10+ 9- 8+ 7- 6- 5+";

  @ParameterizedTest
  @CsvSource({
    // F1: 2/5, 2/6, 4/7, 4/8, 4/9, 6/10.
    "f1, 5, 0.5, 0.75",
    "precision=0.6, 8, 0.6666666666666666, 0.5",
    "precision=0.7, 10, 1, 0.25",
    "recall=0.25, 10, 1, 0.25",
    "recall=0.3, 8, 0.6666666666666666, 0.5",
    "recall=0.75, 5, 0.5, 0.75",
  })
  void theThresholdIsTheOneByHand(String goal, double threshold, double precision, double recall) {
    OperatingPoint point = choose(goal, scene(SERIES, 4)).getFirst();

    assertThat(point.threshold()).isEqualTo(threshold);
    assertThat(point.precision().value()).isCloseTo(precision, within(1e-15));
    assertThat(point.recall().value()).isCloseTo(recall, within(1e-15));
    assertThat(point.objects()).isEqualTo(4);
  }

  @Test
  void equalScoresAreShownTogether() {
    assertThat(choose("precision=0.9", scene("10+ 10-", 1))).isEmpty();
    assertThat(choose("recall=1", scene("10+ 10-", 1)).getFirst().precision().value())
        .isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"precision=0.9", "recall=0.9", "f1"})
  void aGoalOutOfReachHasNoThreshold(String goal) {
    assertThat(choose(goal, scene("9- 8-", 3))).isEmpty();
    assertThat(choose(goal, scene("9- 8-", 0))).isEmpty();
  }

  @Test
  void oneImageTellsNothingOfOthers() {
    OperatingPoint point = choose("f1", scene(SERIES, 4)).getFirst();

    assertThat(point.precision().low()).isZero();
    assertThat(point.precision().high()).isEqualTo(1);
  }

  /**
   * An interval of 95% is to hold in more than nine of ten pairs: as {@link ThresholdChoice} says.
   */
  @ParameterizedTest
  @ValueSource(strings = {"f1", "precision=0.8", "recall=0.7"})
  void whatIsChosenOnOneHalfHoldsOnTheOtherWithinTheInterval(String goal) {
    int pairs = 120;
    int precisionHolds = 0;
    int recallHolds = 0;
    double width = 0;
    for (int seed = 0; seed < pairs; seed++) {
      OperatingPoint chosen = choose(goal, randomScene(new Random(seed))).getFirst();
      ClassScores.Shown other = shown(randomScene(new Random(1000 + seed)), chosen.threshold());
      precisionHolds +=
          holds(chosen.precision().low(), other.precision(), chosen.precision().high());
      recallHolds += holds(chosen.recall().low(), other.recall(), chosen.recall().high());
      width += (chosen.precision().high() - chosen.precision().low()) / pairs;
    }
    assertThat(precisionHolds).as("precision within").isGreaterThanOrEqualTo(pairs * 9 / 10);
    assertThat(recallHolds).as("recall within").isGreaterThanOrEqualTo(pairs * 9 / 10);
    assertThat(width).as("mean width").isLessThan(0.3);
  }

  private static int holds(double low, double value, double high) {
    return low <= value && value <= high ? 1 : 0;
  }

  private static ClassScores.Shown shown(Matching matching, double threshold) {
    int hits = 0;
    int detections = 0;
    for (JudgedDetection one : matching.detections()) {
      if (one.detection().score() >= threshold) {
        detections++;
        hits += one.isHit() ? 1 : 0;
      }
    }
    return new ClassScores.Shown(hits, detections, matching.objects()[0]);
  }

  /** Sixty images; some are harder than others, so that errors of an image come together. */
  private static Matching randomScene(Random random) {
    Scene scene = new Scene();
    for (long image = 1; image <= 60; image++) {
      double ease = 0.5 + random.nextDouble();
      int count = 2 + random.nextInt(8);
      for (int i = 0; i < count; i++) {
        double score = random.nextDouble();
        scene.detection(image, score, random.nextDouble() < Math.pow(score, 1 / ease));
      }
      scene.missed(image, random.nextInt(2));
    }
    return scene.matching();
  }

  private static Matching scene(String series, int objects) {
    Scene scene = new Scene();
    int hits = 0;
    for (String one : series.split(" ")) {
      boolean hit = one.endsWith("+");
      scene.detection(1, Double.parseDouble(one.substring(0, one.length() - 1)), hit);
      hits += hit ? 1 : 0;
    }
    scene.missed(1, objects - hits);
    return scene.matching();
  }

  /** Detections on objects and beside them, none near another. */
  private static final class Scene {
    private final List<Long> images = new ArrayList<>();
    private final List<TruthObject> objects = new ArrayList<>();
    private final List<DetectedObject> found = new ArrayList<>();

    void detection(long image, double score, boolean hit) {
      images.add(image);
      CocoBox box = box();
      found.add(new DetectedObject(image, 0, score, box));
      if (hit) {
        objects.add(TruthObject.of(image, 0, box));
      }
    }

    void missed(long image, int count) {
      for (int i = 0; i < count; i++) {
        objects.add(TruthObject.of(image, 0, new CocoBox(-200.0 * objects.size(), 0, 100, 100)));
      }
    }

    private CocoBox box() {
      return new CocoBox(200 + 200.0 * found.size(), 0, 100, 100);
    }

    Matching matching() {
      return Matching.of(new GroundTruth(images, 1, objects), found, 0.5, 100);
    }
  }

  private static List<OperatingPoint> choose(String goal, Matching matching) {
    return new ThresholdChoice(ThresholdGoal.of(goal), DRAWS).choose(matching);
  }

  @Test
  void aGoalIsReadFromItsText() {
    for (String text : List.of("f1", "precision=0.9", "recall=0.25")) {
      assertThat(ThresholdGoal.of(text)).hasToString(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F2, 'f1, precision=0.9, recall=0.9'",
    "precision, 'f1, precision=0.9, recall=0.9'",
    "precision=many, 'f1, precision=0.9, recall=0.9'",
    "precision=1.5, above 0 and up to 1",
    "recall=0, recall of 0.0 cannot be reached",
  })
  void anotherGoalIsRefused(String text, String reason) {
    assertThatThrownBy(() -> ThresholdGoal.of(text))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(reason);
  }
}
