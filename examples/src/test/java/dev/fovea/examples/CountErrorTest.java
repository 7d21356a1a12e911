package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountErrorTest {
  private static final CocoBox BOX = new CocoBox(0, 0, 10, 10);

  @Test
  void tooManyAndTooFewDoNotCancel() {
    GroundTruth truth =
        new GroundTruth(
            List.of(1L, 2L, 3L), 1, List.of(TruthObject.of(1, 0, BOX), TruthObject.of(2, 0, BOX)));
    List<DetectedObject> detections = List.of(found(2, 0.9), found(2, 0.8), found(3, 0.1));
    // Image 1: one too few; image 2: one too many; image 3: below the threshold.
    assertThat(new CountError(0.5).evaluate(truth, detections)).isEqualTo(2 / 3.0);
  }

  @Test
  void crowdsAreNotCounted() {
    GroundTruth truth = new GroundTruth(List.of(1L), 1, List.of(TruthObject.crowd(1, 0, BOX)));
    assertThat(new CountError(0.5).evaluate(truth, List.of())).isZero();
  }

  private static DetectedObject found(long image, double score) {
    return new DetectedObject(image, 0, score, BOX);
  }
}
