package dev.fovea.core.eval.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.RandomCase;
import dev.fovea.core.eval.TruthObject;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final CocoBox LEFT = new CocoBox(0, 0, 100, 100);
  private static final CocoBox RIGHT = new CocoBox(300, 0, 100, 100);
  private static final CocoBox BELOW = new CocoBox(0, 300, 100, 100);

  @Test
  void anObjectIsFoundAsItsClassAsAnotherOrAsBackground() {
    GroundTruth truth =
        new GroundTruth(
            List.of(1L),
            2,
            List.of(
                TruthObject.of(1, 0, LEFT),
                TruthObject.of(1, 0, RIGHT),
                TruthObject.of(1, 1, BELOW)));
    List<DetectedObject> found =
        List.of(
            new DetectedObject(1, 0, 0.9, LEFT),
            new DetectedObject(1, 1, 0.8, RIGHT),
            new DetectedObject(1, 1, 0.7, new CocoBox(600, 600, 50, 50)),
            new DetectedObject(1, 1, 0.2, BELOW));

    assertThat(matrix(truth, found, 0.5).counts())
        .containsExactly(List.of(1, 1, 0), List.of(0, 0, 1), List.of(0, 1, 0));
    assertThat(matrix(truth, found, 0).counts())
        .containsExactly(List.of(1, 1, 0), List.of(0, 1, 0), List.of(0, 1, 0));
  }

  @Test
  void aHitGoesBeforeAnotherClassOfHigherScore() {
    GroundTruth truth = new GroundTruth(List.of(1L), 2, List.of(TruthObject.of(1, 0, LEFT)));
    List<DetectedObject> found =
        List.of(new DetectedObject(1, 1, 0.9, LEFT), new DetectedObject(1, 0, 0.6, LEFT));

    assertThat(matrix(truth, found, 0.5).counts())
        .containsExactly(List.of(1, 0, 0), List.of(0, 0, 0), List.of(0, 1, 0));
  }

  @Test
  void theDiagonalIsTheHitsAndTheSumsAreObjectsAndDetections() {
    for (int seed = 0; seed < 200; seed++) {
      RandomCase one = new RandomCase(new Random(seed), 5, 4, 6, 20);
      double leastScore = new Random(seed).nextInt(100) / 100.0;
      Matching matching = Matching.of(one.truth(), one.detections(), 0.5, 100);
      ConfusionMatrix matrix = ConfusionMatrix.of(matching, leastScore);
      int background = matrix.background();
      for (int k = 0; k < background; k++) {
        assertThat(matrix.count(k, k))
            .as("hits, seed %d, class %d", seed, k)
            .isEqualTo(count(matching, k, leastScore, List.of(Verdict.HIT)));
        assertThat(matrix.counts().get(k).stream().mapToInt(n -> n).sum())
            .as("objects, seed %d, class %d", seed, k)
            .isEqualTo(matching.objects()[k]);
        int column = k;
        assertThat(IntStream.rangeClosed(0, background).map(t -> matrix.count(t, column)).sum())
            .as("detections, seed %d, class %d", seed, k)
            .isEqualTo(count(matching, k, leastScore, List.of(Verdict.HIT, Verdict.FALSE)));
      }
      assertThat(matrix.count(background, background)).isZero();
    }
  }

  private static int count(
      Matching matching, int classIndex, double score, List<Verdict> verdicts) {
    return (int)
        matching.detections().stream()
            .filter(d -> d.detection().classIndex() == classIndex)
            .filter(d -> d.detection().score() >= score && verdicts.contains(d.verdict()))
            .count();
  }

  private static ConfusionMatrix matrix(
      GroundTruth truth, List<DetectedObject> found, double score) {
    return ConfusionMatrix.of(Matching.of(truth, found, 0.5, 100), score);
  }
}
