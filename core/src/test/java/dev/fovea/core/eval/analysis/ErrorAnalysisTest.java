package dev.fovea.core.eval.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.RandomCase;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scenes whose only error is known, since it was made. */
class ErrorAnalysisTest {
  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final int IMAGES = 12;
  private static final CocoBox FIRST = new CocoBox(0, 0, 100, 100);
  private static final CocoBox SECOND = new CocoBox(300, 0, 100, 100);

  /**
   * Every image has an object of each of two classes, found by a score of 0.9 apart from the error.
   */
  private static GroundTruth truth() {
    List<Long> images = new ArrayList<>();
    List<TruthObject> objects = new ArrayList<>();
    for (long image = 1; image <= IMAGES; image++) {
      images.add(image);
      objects.add(TruthObject.of(image, 0, FIRST));
      objects.add(TruthObject.of(image, 1, SECOND));
    }
    return new GroundTruth(images, 2, objects);
  }

  /** What is found in an image that has the error; an error's score is above the right ones'. */
  private static List<DetectedObject> wrong(long image, ErrorKind kind) {
    DetectedObject first = new DetectedObject(image, 0, 0.9, FIRST);
    DetectedObject second = new DetectedObject(image, 1, 0.9, SECOND);
    return switch (kind) {
      case CLASSIFICATION -> List.of(first, new DetectedObject(image, 0, 0.95, SECOND));
      case LOCALISATION ->
          List.of(first, new DetectedObject(image, 1, 0.95, new CocoBox(300, 0, 100, 40)));
      case BOTH ->
          List.of(first, second, new DetectedObject(image, 0, 0.95, new CocoBox(300, 0, 100, 40)));
      case DUPLICATE ->
          List.of(
              first,
              new DetectedObject(image, 1, 0.97, SECOND),
              new DetectedObject(image, 1, 0.95, new CocoBox(302, 0, 100, 100)));
      case BACKGROUND ->
          List.of(first, second, new DetectedObject(image, 1, 0.95, new CocoBox(700, 700, 50, 50)));
      case MISSED -> List.of(first);
    };
  }

  @ParameterizedTest
  @EnumSource
  void theOnlyErrorCostsAllThatIsMissing(ErrorKind kind) {
    List<DetectedObject> found = new ArrayList<>();
    for (long image = 1; image <= IMAGES; image++) {
      if (image % 3 == 0) {
        found.addAll(wrong(image, kind));
      } else {
        found.add(new DetectedObject(image, 0, 0.9, FIRST));
        found.add(new DetectedObject(image, 1, 0.9, SECOND));
      }
    }

    ErrorDecomposition errors = analyse(truth(), found);

    assertThat(errors.ap()).isBetween(0.5, 0.95);
    for (ErrorKind other : ErrorKind.values()) {
      assertThat(errors.errors().get(other).count())
          .as("number of %s", other)
          .isEqualTo(other == kind ? IMAGES / 3 : 0);
      assertThat(errors.errors().get(other).gain())
          .as("gain of %s", other)
          .isCloseTo(other == kind ? 1 - errors.ap() : 0, ROUNDING);
    }
  }

  @Test
  void withoutFalseDetectionsOrMissedObjectsWhatIsLeftIsTheOther() {
    List<DetectedObject> found =
        List.of(
            new DetectedObject(1, 0, 0.9, new CocoBox(700, 0, 50, 50)),
            new DetectedObject(1, 0, 0.8, FIRST));
    GroundTruth truth =
        new GroundTruth(
            List.of(1L), 1, List.of(TruthObject.of(1, 0, FIRST), TruthObject.of(1, 0, SECOND)));

    ErrorDecomposition errors = analyse(truth, found);

    // Precision 1/2 up to recall 1/2: 51 of 101 recalls.
    assertThat(errors.ap()).isCloseTo(51 / 202.0, ROUNDING);
    assertThat(errors.falsePositives()).isCloseTo(51 / 101.0 - 51 / 202.0, ROUNDING);
    assertThat(errors.falseNegatives()).isCloseTo(0.5 - 51 / 202.0, ROUNDING);
  }

  @Test
  void ofSeveralThatWouldFindAnObjectTheHighestScoreIsMended() {
    GroundTruth truth = new GroundTruth(List.of(1L), 1, List.of(TruthObject.of(1, 0, FIRST)));
    List<DetectedObject> found =
        List.of(
            new DetectedObject(1, 0, 0.9, new CocoBox(0, 0, 100, 40)),
            new DetectedObject(1, 0, 0.8, new CocoBox(0, 0, 100, 30)));

    ErrorDecomposition errors = analyse(truth, found);

    assertThat(errors.errors().get(ErrorKind.LOCALISATION))
        .isEqualTo(
            new ErrorDecomposition.Share(2, errors.errors().get(ErrorKind.LOCALISATION).gain()));
    assertThat(errors.errors().get(ErrorKind.LOCALISATION).gain()).isCloseTo(1, ROUNDING);
    assertThat(errors.errors().get(ErrorKind.MISSED).count()).isZero();
  }

  @Test
  void everyFalseDetectionHasOneKind() {
    for (int seed = 0; seed < 100; seed++) {
      RandomCase one = new RandomCase(new Random(seed), 5, 3, 6, 20);
      List<DetectedObject> found = one.detections();
      ErrorDecomposition errors = analyse(one.truth(), found);
      long wrong =
          Matching.of(one.truth(), found, 0.5, 100).detections().stream()
              .filter(JudgedDetection::isFalse)
              .count();
      int told =
          errors.errors().entrySet().stream()
              .filter(e -> e.getKey() != ErrorKind.MISSED)
              .mapToInt(e -> e.getValue().count())
              .sum();
      assertThat(told).as("seed %d", seed).isEqualTo((int) wrong);
      assertThat(errors.falsePositives()).as("seed %d", seed).isGreaterThanOrEqualTo(-1e-12);
    }
  }

  @Test
  void overlapsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new ErrorSettings(0.5, 0.6, 100))
        .hasMessageContaining("overlaps of 0.6 and 0.5");
    assertThatThrownBy(() -> new ErrorSettings(0.5, 0.1, 0)).hasMessageContaining("0 detections");
  }

  private static ErrorDecomposition analyse(GroundTruth truth, List<DetectedObject> found) {
    return new ErrorAnalysis(ErrorSettings.standard()).decompose(truth, found);
  }
}
