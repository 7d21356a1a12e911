package dev.fovea.core.eval.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VocMetricTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final CocoBox SQUARE = new CocoBox(0, 0, 100, 100);
  private static final CocoBox ELSEWHERE = new CocoBox(300, 300, 100, 100);
  private static final CocoBox BACKGROUND = new CocoBox(600, 0, 100, 100);

  @Test
  void rightWrongRightOfTwoIsDrawnByHand() {
    VocSummary.ClassResult result =
        one(
            List.of(TruthObject.of(1, 0, SQUARE), TruthObject.of(1, 0, ELSEWHERE)),
            found(0.9, SQUARE),
            found(0.8, BACKGROUND),
            found(0.7, ELSEWHERE));

    // Precision 1 up to recall 1/2 (six of eleven points), 2/3 from there.
    assertThat(result.elevenPoint()).isCloseTo((6 + 5 * 2 / 3.0) / 11, ROUNDING);
    assertThat(result.allPoint()).isCloseTo((1 + 2 / 3.0) / 2, ROUNDING);
    assertThat(result.objects()).isEqualTo(2);
  }

  @Test
  void difficultObjectsAreNeitherHitsNorMisses() {
    List<TruthObject> objects =
        List.of(TruthObject.of(1, 0, SQUARE), TruthObject.crowd(1, 0, ELSEWHERE));

    assertThat(one(objects, found(0.9, ELSEWHERE), found(0.8, ELSEWHERE), found(0.7, SQUARE)))
        .isEqualTo(new VocSummary.ClassResult(1, 1, 1));
    assertThat(one(objects, found(0.7, SQUARE))).isEqualTo(new VocSummary.ClassResult(1, 1, 1));
  }

  @Test
  void aSecondDetectionOfABoxIsFalseEvenWhereAnotherIsFree() {
    CocoBox shifted = new CocoBox(30, 0, 100, 100);
    List<TruthObject> objects =
        List.of(TruthObject.of(1, 0, SQUARE), TruthObject.of(1, 0, shifted));
    // Overlaps the first by 0.82, the second by 0.67.
    CocoBox nearer = new CocoBox(10, 0, 100, 100);
    List<DetectedObject> found = List.of(found(0.9, SQUARE), found(0.8, nearer));
    GroundTruth truth = new GroundTruth(List.of(1L), 1, objects);

    assertThat(VocMetric.standard().evaluate(truth, found).allPoint()).isEqualTo(0.5);
    assertThat(new CocoMetric().evaluate(truth, found).ap50()).isCloseTo(1, ROUNDING);
  }

  @Test
  void aRecallOfThreeTenthsReachesThePointOfThreeTenths() {
    List<TruthObject> objects = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      objects.add(TruthObject.of(1, 0, new CocoBox(200 * i, 0, 100, 100)));
    }

    assertThat(
            one(
                    objects,
                    found(0.9, objects.get(0).box()),
                    found(0.8, objects.get(1).box()),
                    found(0.7, objects.get(2).box()))
                .elevenPoint())
        .isCloseTo(4 / 11.0, ROUNDING);
  }

  @Test
  void anOverlapOfExactlyTheThresholdIsRight() {
    assertThat(
            one(List.of(TruthObject.of(1, 0, SQUARE)), found(0.9, new CocoBox(0, 0, 100, 50)))
                .allPoint())
        .isEqualTo(1);
  }

  @Test
  void classesWithoutObjectsHaveNoPartInTheMean() {
    GroundTruth truth =
        new GroundTruth(
            List.of(1L), 3, List.of(TruthObject.of(1, 0, SQUARE), TruthObject.of(1, 1, SQUARE)));

    VocSummary summary =
        VocMetric.standard()
            .evaluate(
                truth, List.of(found(0.9, SQUARE), new DetectedObject(1, 2, 0.9, BACKGROUND)));

    assertThat(summary.elevenPoint()).isEqualTo(0.5);
    assertThat(summary.classes().get(2)).isEqualTo(new VocSummary.ClassResult(-1, -1, 0));
    assertThat(
            VocMetric.standard()
                .evaluate(new GroundTruth(List.of(1L), 1, List.of()), List.of())
                .allPoint())
        .isEqualTo(-1);
  }

  /** The devkit's own loops (VOCap.m of 2007 and of 2012), in its words. */
  @Test
  void bothFiguresAreTheDevkits() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int objects = 1 + random.nextInt(30);
      int detections = random.nextInt(40);
      BitSet right = new BitSet();
      for (int i = 0; i < detections; i++) {
        right.set(i, right.cardinality() < objects && random.nextBoolean());
      }
      VocCurve curve = VocCurve.of(right, detections, objects);
      double[] recall = new double[detections];
      double[] precision = new double[detections];
      for (int i = 0, hits = 0; i < detections; i++) {
        hits += right.get(i) ? 1 : 0;
        recall[i] = (double) hits / objects;
        precision[i] = hits / (i + 1.0);
      }
      assertThat(curve.elevenPoint())
          .as("seed %d", seed)
          .isCloseTo(ofYear2007(recall, precision), ROUNDING);
      assertThat(curve.allPoint())
          .as("seed %d", seed)
          .isCloseTo(ofYear2012(recall, precision), ROUNDING);
    }
  }

  private static double ofYear2007(double[] recall, double[] precision) {
    double ap = 0;
    for (int t = 0; t <= 10; t++) {
      double best = 0;
      for (int i = 0; i < recall.length; i++) {
        best = recall[i] >= t / 10.0 - 1e-9 ? Math.max(best, precision[i]) : best;
      }
      ap += best / 11;
    }
    return ap;
  }

  private static double ofYear2012(double[] recall, double[] precision) {
    int n = recall.length;
    double[] mrec = new double[n + 2];
    double[] mpre = new double[n + 2];
    System.arraycopy(recall, 0, mrec, 1, n);
    System.arraycopy(precision, 0, mpre, 1, n);
    mrec[n + 1] = 1;
    for (int i = n; i >= 0; i--) {
      mpre[i] = Math.max(mpre[i], mpre[i + 1]);
    }
    double ap = 0;
    for (int i = 1; i < n + 2; i++) {
      ap += (mrec[i] - mrec[i - 1]) * mpre[i];
    }
    return ap;
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    GroundTruth truth = new GroundTruth(List.of(1L), 1, List.of());

    assertThatThrownBy(() -> new VocMetric(0)).hasMessageContaining("IoU threshold of 0.0");
    assertThatThrownBy(
            () ->
                VocMetric.standard()
                    .evaluate(truth, List.of(new DetectedObject(9, 0, 0.5, SQUARE))))
        .hasMessage("a detection of class index 0 in image 9 is not of the ground truth");
  }

  private static VocSummary.ClassResult one(List<TruthObject> objects, DetectedObject... found) {
    return VocMetric.standard()
        .evaluate(new GroundTruth(List.of(1L), 1, objects), List.of(found))
        .classes()
        .getFirst();
  }

  private static DetectedObject found(double score, CocoBox box) {
    return new DetectedObject(1, 0, score, box);
  }
}
