package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Curves that can be drawn by hand, read off at five recalls. */
class PrecisionRecallTest {
  private static final Offset<Double> ROUNDING = within(1e-15);
  private static final CocoBox SQUARE = new CocoBox(0, 0, 100, 100);
  private static final CocoBox ELSEWHERE = new CocoBox(300, 300, 100, 100);
  private static final CocoBox BACKGROUND = new CocoBox(600, 0, 100, 100);
  private static final CocoMetric METRIC =
      new CocoMetric(
          new CocoSettings(
              List.of(0.5, 0.75), List.of(0.0, 0.25, 0.5, 0.75, 1.0), List.of(1, 10, 100), 1, 2));

  /** Right, wrong, right of two objects: precision 1 up to recall 1/2, then 2/3. */
  private static final List<DetectedObject> RIGHT_WRONG_RIGHT =
      List.of(
          new DetectedObject(1, 0, 0.9, SQUARE),
          new DetectedObject(1, 0, 0.8, BACKGROUND),
          new DetectedObject(1, 0, 0.7, new CocoBox(300, 300, 100, 60)));

  private static final List<TruthObject> TWO =
      List.of(TruthObject.of(1, 0, SQUARE), TruthObject.of(1, 0, ELSEWHERE));

  @Test
  void precisionIsTheBestAtThisRecallOrMore() {
    PrecisionRecall half = curves(1, TWO).getFirst();

    assertThat(half.iou()).isEqualTo(0.5);
    assertThat(half.recalls()).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
    assertThat(half.classes().getFirst())
        .satisfiesExactly(
            precision -> assertThat(precision).isCloseTo(1.0, ROUNDING),
            precision -> assertThat(precision).isCloseTo(1.0, ROUNDING),
            precision -> assertThat(precision).isCloseTo(1.0, ROUNDING),
            precision -> assertThat(precision).isCloseTo(2.0 / 3, ROUNDING),
            precision -> assertThat(precision).isCloseTo(2.0 / 3, ROUNDING));
  }

  @Test
  void recallNeverReachedHasNoPrecision() {
    PrecisionRecall strict = curves(1, TWO).getLast();

    assertThat(strict.iou()).isEqualTo(0.75);
    assertThat(strict.classes().getFirst().subList(3, 5)).containsExactly(0.0, 0.0);
  }

  @Test
  void aClassWithoutObjectsHasNoCurveAndNoPartInTheMean() {
    PrecisionRecall half = curves(2, TWO).getFirst();

    assertThat(half.classes().get(1)).isEmpty();
    assertThat(half.mean()).isEqualTo(half.classes().getFirst());
    assertThat(curves(2, List.of()).getFirst().mean()).isEmpty();
  }

  @Test
  void theMeanWeighsClassesAlike() {
    List<TruthObject> objects =
        List.of(TWO.getFirst(), TWO.getLast(), TruthObject.of(1, 1, SQUARE));

    // The second class is never found: half of the first one's values.
    assertThat(curves(2, objects).getFirst().mean().getFirst()).isCloseTo(0.5, ROUNDING);
    assertThat(curves(2, objects).getFirst().mean().getLast()).isCloseTo(1.0 / 3, ROUNDING);
  }

  @Test
  void everyClassHasAValueForEachRecall() {
    assertThatThrownBy(
            () -> new PrecisionRecall(0.5, List.of(0.0, 1.0), List.of(List.of(), List.of(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class 1 has 1 values at 2 recalls");
  }

  private static List<PrecisionRecall> curves(int classCount, List<TruthObject> objects) {
    return METRIC.precisionRecall(
        new GroundTruth(List.of(1L), classCount, objects), RIGHT_WRONG_RIGHT);
  }
}
