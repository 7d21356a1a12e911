package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The statements of the founding reading note about normaliser, anchors and box loss. */
class ReadingNoteTrainingTest {
  private static final Parallel PARALLEL = new Parallel(1);
  private static final DetectionLoss LOSS =
      new DetectionLoss(
          new FocalLoss(2, 0.25),
          new SmoothL1(1),
          new ImageNormalizer(),
          BoxCoder.DEFAULT,
          PARALLEL);

  @AfterAll
  static void closeThreads() {
    PARALLEL.close();
  }

  /** One image, one level of {@code cells} cells and 2 classes, every logit the same. */
  private static RandomBatch uniform(int cells, float logit, int positives, int label) {
    LevelOutputs level =
        new LevelOutputs(
            1,
            cells,
            Buffers.empty(cells * 2, ElementType.FLOAT32),
            Buffers.empty(cells * 4, ElementType.FLOAT32),
            ElementType.FLOAT32);
    float[] anchors = new float[4 * cells];
    for (int i = 0; i < cells; i++) {
      level.set(level.logits(), 2L * i, logit);
      level.set(level.logits(), 2L * i + 1, logit);
      anchors[4 * i + 2] = 10;
      anchors[4 * i + 3] = 10;
    }
    int[] matched = new int[positives];
    for (int i = 0; i < positives; i++) {
      matched[i] = 3 * i;
    }
    Matches matches = new Matches(matched, new int[positives], new int[0], positives);
    TruthBoxes truth = new TruthBoxes(new float[] {1, 2, 9, 15}, new int[] {label}, new float[0]);
    HeadOutputs outputs = new HeadOutputs(1, 1, 2, List.of(level));
    return new RandomBatch(outputs, anchors, List.of(truth), List.of(matches));
  }

  private static LossParts apply(RandomBatch batch, HeadOutputs gradients) {
    return LOSS.apply(batch.outputs(), batch.anchors(), batch.truths(), batch.matches(), gradients);
  }

  private static LossParts apply(RandomBatch batch) {
    return apply(batch, batch.emptyGradients());
  }

  @Test
  void everyAnchorTakesPartNotASampledFew() {
    RandomBatch batch = uniform(100_000, -4.6f, 30, 0);
    HeadOutputs gradients = batch.emptyGradients();
    assertThat(apply(batch, gradients).positives()).isEqualTo(30);
    LevelOutputs level = gradients.levels().getFirst();
    for (int i = 0; i < 200_000; i++) {
      assertThat(level.get(level.logits(), i)).isNotZero();
    }
  }

  @Test
  void theSumIsDividedByTheAssignedAnchorsNotByAll() {
    FocalLoss point = new FocalLoss(2, 0.25);
    int cells = 1000;
    for (int positives : new int[] {1, 2, 50}) {
      double sum =
          positives * point.value(-2, true) + (2 * cells - positives) * point.value(-2, false);
      assertThat(apply(uniform(cells, -2, positives, 0)).classification())
          .isCloseTo(sum / positives, within(1e-5 * sum / positives));
    }
  }

  @Test
  void moreEasyNegativesHardlyChangeTheNormalisedLoss() {
    double few = apply(uniform(10_000, -9, 50, 0)).classification();
    double many = apply(uniform(100_000, -9, 50, 0)).classification();
    assertThat(many).isCloseTo(few, within(0.001 * few));
  }

  @Test
  void easyNegativesReceiveNegligibleLoss() {
    assertThat(new FocalLoss(2, 0.25).value(PriorProbability.bias(0.01), false)).isLessThan(1e-6);
  }

  @Test
  void theTrainingLossIsFocalPlusSmoothL1() {
    LossParts parts = apply(uniform(100, -1, 10, 0));
    assertThat(parts.classification()).isPositive();
    assertThat(parts.box()).isPositive();
    assertThat(parts.total()).isEqualTo(parts.classification() + parts.box());
  }

  @Test
  void theBoxRegressorIsClassAgnostic() {
    RandomBatch first = uniform(100, -1, 10, 0);
    RandomBatch second = uniform(100, -1, 10, 1);
    HeadOutputs one = first.emptyGradients();
    HeadOutputs other = second.emptyGradients();
    assertThat(apply(first, one).box()).isEqualTo(apply(second, other).box());
    assertThat(one.levels().getFirst().deltas().mismatch(other.levels().getFirst().deltas()))
        .isEqualTo(-1);
  }

  @Test
  void smoothL1IsTheHuberLoss() {
    SmoothL1 loss = new SmoothL1(1);
    for (double x = -4; x <= 4; x += 0.125) {
      double huber = Math.abs(x) <= 1 ? x * x / 2 : 1 * (Math.abs(x) - 0.5);
      assertThat(loss.value(x)).isEqualTo(huber);
    }
  }

  @Test
  void smoothL1IsLessSensitiveToOutliersThanTheSquare() {
    SmoothL1 loss = new SmoothL1(1);
    assertThat(loss.slope(100)).isEqualTo(1);
    assertThat(loss.value(100)).isLessThan(0.5 * 100 * 100 / 40);
    assertThat(loss.slope(0.3)).isEqualTo(0.3);
  }
}
