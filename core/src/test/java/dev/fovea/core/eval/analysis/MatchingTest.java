package dev.fovea.core.eval.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.RandomCase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final int LIMIT = 4;

  /** The metric's limits, so that some detections are cut off. */
  private static final CocoSettings AT_HALF =
      new CocoSettings(
          List.of(0.5),
          CocoSettings.coco().recallThresholds(),
          List.of(1, 2, LIMIT),
          32 * 32,
          96 * 96);

  @Test
  void hitsAndOrderAreThoseOfTheMetric() {
    for (int seed = 0; seed < 400; seed++) {
      RandomCase one = new RandomCase(new Random(seed), 5, 3, 6, 20);
      List<DetectedObject> found = one.detections();
      Matching matching = Matching.of(one.truth(), found, 0.5, LIMIT);
      CocoSummary summary = new CocoMetric(AT_HALF).evaluate(one.truth(), found);
      for (int k = 0; k < one.truth().classCount(); k++) {
        CocoSummary.ClassResult expected = summary.classes().get(k);
        if (matching.objects()[k] == 0) {
          assertThat(expected.ap()).as("seed %d, class %d", seed, k).isEqualTo(-1);
          continue;
        }
        List<JudgedDetection> judged = ofClass(matching, k);
        long hits = judged.stream().filter(JudgedDetection::isHit).count();
        assertThat((double) hits / matching.objects()[k])
            .as("recall, seed %d, class %d", seed, k)
            .isEqualTo(expected.ar100());
        assertThat(averagePrecision(judged, matching.objects()[k]))
            .as("precision, seed %d, class %d", seed, k)
            .isCloseTo(expected.ap(), within(1e-12));
      }
    }
  }

  private static List<JudgedDetection> ofClass(Matching matching, int classIndex) {
    return matching.detections().stream()
        .filter(d -> d.detection().classIndex() == classIndex)
        .filter(d -> d.verdict() != Verdict.IGNORED)
        .toList();
  }

  /** COCO's definition: the mean of the best precision at 101 recalls. */
  private static double averagePrecision(List<JudgedDetection> judged, int objects) {
    double sum = 0;
    for (double recall : CocoSettings.coco().recallThresholds()) {
      double best = 0;
      int hits = 0;
      for (int i = 0; i < judged.size(); i++) {
        hits += judged.get(i).isHit() ? 1 : 0;
        if ((double) hits / objects >= recall) {
          best = Math.max(best, hits / (i + 1.0));
        }
      }
      sum += best;
    }
    return sum / CocoSettings.coco().recallThresholds().size();
  }

  @Test
  void whatIsFoundIsWhatHitsName() {
    for (int seed = 0; seed < 50; seed++) {
      RandomCase one = new RandomCase(new Random(seed), 5, 3, 6, 20);
      Matching matching = Matching.of(one.truth(), one.detections(), 0.5, 100);
      List<Integer> named =
          matching.detections().stream()
              .filter(JudgedDetection::isHit)
              .map(JudgedDetection::object)
              .toList();
      assertThat(named).as("seed %d", seed).doesNotHaveDuplicates();
      for (int i = 0; i < one.truth().objects().size(); i++) {
        assertThat(matching.isFound(i))
            .as("seed %d, object %d", seed, i)
            .isEqualTo(named.contains(i));
      }
    }
  }

  @Test
  void whatCannotBeMatchedIsRefused() {
    GroundTruth truth = new GroundTruth(List.of(1L), 1, List.of());
    CocoBox box = new CocoBox(0, 0, 1, 1);

    assertThatThrownBy(() -> Matching.of(truth, List.of(), 1.5, 100))
        .hasMessageContaining("IoU of 1.5");
    assertThatThrownBy(
            () -> Matching.of(truth, List.of(new DetectedObject(2, 0, 0.5, box)), 0.5, 100))
        .hasMessageContaining("image id 2");
    assertThatThrownBy(
            () -> Matching.of(truth, List.of(new DetectedObject(1, 3, 0.5, box)), 0.5, 100))
        .hasMessageContaining("class index 3");
  }
}
