package dev.fovea.core.eval.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationStudyTest {
  private static final CocoBox BOX = new CocoBox(0, 0, 10, 10);
  private static final CocoBox CROWD = new CocoBox(500, 500, 100, 100);

  /** Images 1 and 3 are fitted on, 2 and 4 measured on, in whatever order they are listed. */
  private static final GroundTruth TRUTH =
      new GroundTruth(
          List.of(4L, 3L, 1L, 2L),
          1,
          List.of(
              TruthObject.of(1, 0, BOX),
              TruthObject.of(2, 0, BOX),
              TruthObject.crowd(2, 0, CROWD)));

  @Test
  void theHalvesAreEverySecondImageById() {
    CalibrationStudy study =
        study(found(1, 0.7, BOX), found(3, 0.7, BOX), found(2, 0.9, BOX), found(4, 0.3, BOX));

    assertThat(study.fittedOn()).isEqualTo(2);
    assertThat(study.before().count()).isEqualTo(2);
    // Right at 0.9, wrong at 0.3.
    assertThat(study.before().error()).isCloseTo((0.1 + 0.3) / 2, within(1e-12));
    // Half of the claims of 0.7 were right where it was fitted.
    assertThat(study.isotonic().bins().get(5).count()).isEqualTo(2);
    assertThat(study.isotonic().error()).isZero();
  }

  @Test
  void whatLiesInACrowdIsLeftOut() {
    CalibrationStudy study =
        study(found(1, 0.7, BOX), found(2, 0.9, BOX), found(2, 0.8, new CocoBox(510, 510, 9, 9)));

    assertThat(study.before().count()).isEqualTo(1);
  }

  @Test
  void aHalfWithoutDetectionsIsRefused() {
    assertThatThrownBy(() -> study(found(1, 0.7, BOX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 detections in one half of the images, 0 in the other: both need some");
  }

  private static CalibrationStudy study(DetectedObject... found) {
    return CalibrationStudy.of(Matching.of(TRUTH, List.of(found), 0.5, 100));
  }

  private static DetectedObject found(long image, double score, CocoBox box) {
    return new DetectedObject(image, 0, score, box);
  }
}
