package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Cases whose figures can be told by hand. */
class CocoMetricTest {
  /** One right of one is 1 / (1 + 2⁻⁵²), as in pycocotools. */
  private static final Offset<Double> ROUNDING = within(1e-15);

  private static final CocoBox SQUARE = new CocoBox(10, 10, 50, 50);
  private static final CocoBox ELSEWHERE = new CocoBox(200, 200, 50, 50);

  @Test
  void theSameBoxesArePerfect() {
    CocoSummary summary =
        evaluate(List.of(TruthObject.of(1, 0, SQUARE)), List.of(found(0.3, SQUARE)));

    assertThat(summary.ap()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.ar1()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.apMedium()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.apSmall()).isEqualTo(-1);
    assertThat(summary.arLarge()).isEqualTo(-1);
  }

  @Test
  void missedObjectsAreZero() {
    CocoSummary summary = evaluate(List.of(TruthObject.of(1, 0, SQUARE)), List.of());

    assertThat(summary.ap()).isZero();
    assertThat(summary.ar100()).isZero();
  }

  @Test
  void nothingAnnotatedIsUndefined() {
    CocoSummary summary = evaluate(List.of(), List.of(found(0.9, SQUARE)));

    assertThat(summary.ap()).isEqualTo(-1);
    assertThat(summary.ar1()).isEqualTo(-1);
    assertThat(summary.classes().getFirst().ap()).isEqualTo(-1);
  }

  @Test
  void oneOfTwoAfterAFalseOneHasHalfThePrecisionUpToHalfTheRecall() {
    CocoSummary summary =
        evaluate(
            List.of(TruthObject.of(1, 0, SQUARE), TruthObject.of(1, 0, ELSEWHERE)),
            List.of(found(0.9, new CocoBox(90, 10, 50, 50)), found(0.8, SQUARE)));

    assertThat(summary.ap50()).isCloseTo(51 * 0.5 / 101, ROUNDING);
    assertThat(summary.ar1()).isZero();
    assertThat(summary.ar100()).isEqualTo(0.5);
  }

  @Test
  void anOverlapOf06CountsAtThreeThresholds() {
    CocoSummary summary =
        evaluate(
            List.of(TruthObject.of(1, 0, new CocoBox(0, 0, 100, 100))),
            List.of(found(0.9, new CocoBox(0, 0, 100, 62))));

    assertThat(summary.ap()).isCloseTo(0.3, ROUNDING);
    assertThat(summary.ap50()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.ap75()).isZero();
  }

  @Test
  void ofEqualOverlapsTheLastIsTaken() {
    CocoBox left = new CocoBox(0, 0, 100, 100);
    CocoBox right = new CocoBox(40, 0, 100, 100);
    // The first detection lies between both; only if it takes the right one is the left one free.
    List<DetectedObject> found =
        List.of(found(0.9, new CocoBox(20, 0, 100, 100)), found(0.8, left));

    assertThat(at50(List.of(TruthObject.of(1, 0, left), TruthObject.of(1, 0, right)), found))
        .isCloseTo(1.0, ROUNDING);
    assertThat(at50(List.of(TruthObject.of(1, 0, right), TruthObject.of(1, 0, left)), found))
        .isCloseTo(51.0 / 101, ROUNDING);
  }

  @Test
  void detectionsInACrowdAreNeitherRightNorWrong() {
    List<TruthObject> truth =
        List.of(
            TruthObject.of(1, 0, SQUARE), TruthObject.crowd(1, 0, new CocoBox(150, 150, 200, 200)));
    List<DetectedObject> found = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      found.add(found(0.9, new CocoBox(160 + i, 160, 20, 20)));
    }
    found.add(found(0.5, SQUARE));

    assertThat(at50(truth, found)).isCloseTo(1.0, ROUNDING);
  }

  @Test
  void anObjectGoesBeforeACrowdOfHigherOverlap() {
    List<TruthObject> truth =
        List.of(
            TruthObject.crowd(1, 0, new CocoBox(0, 0, 300, 300)), TruthObject.of(1, 0, SQUARE));

    assertThat(at50(truth, List.of(found(0.9, new CocoBox(12, 10, 50, 50))))).isCloseTo(1.0, ROUNDING);
  }

  @Test
  void theLimitHoldsForEachImageAndClass() {
    List<DetectedObject> found = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      found.add(found(0.9, ELSEWHERE));
      found.add(new DetectedObject(2, 0, 0.9, ELSEWHERE));
    }
    DetectedObject right = found(0.5, SQUARE);
    List<TruthObject> truth = List.of(TruthObject.of(1, 0, SQUARE));

    assertThat(evaluate(truth, with(found, right)).ar100()).isZero();
    assertThat(evaluate(truth, with(found.subList(1, found.size()), right)).ar100()).isCloseTo(1.0, ROUNDING);
  }

  @Test
  void areasLimitsBelongToBothSides() {
    CocoBox box = new CocoBox(0, 0, 32, 32);
    CocoSummary summary = evaluate(List.of(TruthObject.of(1, 0, box)), List.of(found(1, box)));

    assertThat(summary.apSmall()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.apMedium()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.apLarge()).isEqualTo(-1);
  }

  @Test
  void theAnnotatedAreaDecidesForObjectsAndTheBoxForDetections() {
    TruthObject thin = new TruthObject(1, 0, SQUARE, 1000, TruthKind.OBJECT);
    CocoSummary summary =
        evaluate(List.of(thin), List.of(found(0.9, ELSEWHERE), found(0.8, SQUARE)));

    // The false detection is of medium size, so that it is not held against the small objects.
    assertThat(summary.apSmall()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.apMedium()).isEqualTo(-1);
    assertThat(summary.ap()).isCloseTo(0.5, ROUNDING);
  }

  @Test
  void equalScoresKeepTheFilesOrder() {
    List<TruthObject> truth = List.of(TruthObject.of(1, 0, SQUARE));

    assertThat(at50(truth, List.of(found(0.5, SQUARE), found(0.5, ELSEWHERE)))).isCloseTo(1.0, ROUNDING);
    assertThat(at50(truth, List.of(found(0.5, ELSEWHERE), found(0.5, SQUARE))))
        .isCloseTo(0.5, ROUNDING);
    assertThat(at50(truth, List.of(found(-0.0, ELSEWHERE), found(0.0, SQUARE))))
        .isCloseTo(0.5, ROUNDING);
  }

  @Test
  void equalScoresInDifferentImagesGoByImageId() {
    List<TruthObject> truth = List.of(TruthObject.of(2, 0, SQUARE));
    List<DetectedObject> found =
        List.of(new DetectedObject(2, 0, 0.5, SQUARE), found(0.5, ELSEWHERE));

    assertThat(at50(truth, found)).isCloseTo(0.5, ROUNDING);
  }

  @Test
  void aClassWithoutObjectsIsLeftOutOfTheMean() {
    GroundTruth truth = new GroundTruth(List.of(1L), 2, List.of(TruthObject.of(1, 1, SQUARE)));
    CocoSummary summary =
        new CocoMetric()
            .evaluate(
                truth,
                List.of(
                    new DetectedObject(1, 0, 0.9, SQUARE), new DetectedObject(1, 1, 0.9, SQUARE)));

    assertThat(summary.ap()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.classes().get(0))
        .isEqualTo(new CocoSummary.ClassResult(-1, -1, -1, 0));
    assertThat(summary.classes().get(1).ap50()).isCloseTo(1.0, ROUNDING);
    assertThat(summary.classes().get(1).truths()).isEqualTo(1);
    assertThat(summary.counts()).isEqualTo(new CocoSummary.Counts(1, 1, 0, 2));
  }

  @Test
  void aMatchWithIdZeroCountsAsFalseAsInPycocotools() {
    TruthObject zero = new TruthObject(1, 0, SQUARE, 2500, TruthKind.OBJECT_WITH_ID_ZERO);

    assertThat(at50(List.of(zero), List.of(found(0.9, SQUARE)))).isZero();
  }

  @Test
  void aDetectorsOutputIsTakenAsItIs() {
    DetectedObject found =
        DetectedObject.of(7, new Detection(3, 0.1f, new Box(0.1f, 2, 30.3f, 44)));

    assertThat(found)
        .isEqualTo(
            new DetectedObject(
                7, 3, 0.1f, new CocoBox(0.1f, 2, (double) 30.3f - 0.1f, 42)));
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    GroundTruth truth = new GroundTruth(List.of(1L), 1, List.of());
    CocoMetric metric = new CocoMetric();

    assertThatThrownBy(
            () -> metric.evaluate(truth, List.of(new DetectedObject(9, 0, 0.5, SQUARE))))
        .hasMessage("image id 9 is not among the 1 images of the ground truth");
    assertThatThrownBy(
            () -> metric.evaluate(truth, List.of(new DetectedObject(1, 1, 0.5, SQUARE))))
        .hasMessage("class index 1 of a detection in image 1 is not in 0 … 0");
    assertThatThrownBy(
            () -> new GroundTruth(List.of(1L), 1, List.of(TruthObject.of(1, -1, SQUARE))))
        .hasMessage("class index -1 of an object in image 1 is not in 0 … 0");
    assertThatThrownBy(() -> found(Double.NaN, SQUARE))
        .hasMessage("a score of NaN: it must be a finite number");
    assertThatThrownBy(() -> new CocoBox(0, 0, -1, 5))
        .hasMessage(
            "a box of -1.0 x 5.0 pixels: sizes must be finite numbers of 0 or more");
    assertThatThrownBy(() -> new CocoBox(Double.NaN, 0, 1, 5)).hasMessageContaining("lies nowhere");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    List<Double> half = List.of(0.5);
    List<Integer> limits = List.of(1, 10, 100);

    assertThatThrownBy(() -> new CocoSettings(List.of(1.5), half, limits, 1024, 9216))
        .hasMessage("IoU thresholds must be 1 to 31 ascending numbers above 0 and up to 1, not [1.5]");
    assertThatThrownBy(() -> new CocoSettings(half, List.of(1.0, 0.5), limits, 1024, 9216))
        .hasMessageContaining("recall thresholds must be ascending");
    assertThatThrownBy(() -> new CocoSettings(half, half, List.of(100), 1024, 9216))
        .hasMessageContaining("three ascending");
    assertThatThrownBy(() -> new CocoSettings(half, half, limits, 9216, 1024))
        .hasMessageContaining("small and medium");
  }

  private static CocoSummary evaluate(List<TruthObject> truth, List<DetectedObject> found) {
    return new CocoMetric().evaluate(new GroundTruth(List.of(1L, 2L), 1, truth), found);
  }

  private static double at50(List<TruthObject> truth, List<DetectedObject> found) {
    return evaluate(truth, found).ap50();
  }

  private static DetectedObject found(double score, CocoBox box) {
    return new DetectedObject(1, 0, score, box);
  }

  private static List<DetectedObject> with(List<DetectedObject> some, DetectedObject one) {
    List<DetectedObject> all = new ArrayList<>(some);
    all.add(one);
    return all;
  }
}
