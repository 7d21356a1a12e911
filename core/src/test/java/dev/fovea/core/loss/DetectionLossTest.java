package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link DenseTwin}, which knows neither runs nor blocks nor kernels. */
class DetectionLossTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final FocalLoss FOCAL = new FocalLoss(2, 0.25);

  @AfterAll
  static void closeThreads() {
    PARALLEL.close();
  }

  private static DetectionLoss loss(ClassificationLoss classification, Parallel parallel) {
    return new DetectionLoss(
        classification, new SmoothL1(0.11), new ImageNormalizer(), BoxCoder.DEFAULT, parallel);
  }

  private static LossParts apply(DetectionLoss loss, RandomBatch batch, HeadOutputs gradients) {
    return loss.apply(batch.outputs(), batch.anchors(), batch.truths(), batch.matches(), gradients);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void valuesAndGradientsAreThoseOfDenseTargets(long seed) {
    RandomBatch batch = RandomBatch.of(seed, ElementType.FLOAT32);
    HeadOutputs gradients = batch.emptyGradients();
    LossParts parts = apply(loss(FOCAL, PARALLEL), batch, gradients);
    DenseTwin twin = DenseTwin.of(batch, 2, 0.25, 0.11);
    for (int n = 0; n < batch.outputs().images(); n++) {
      assertThat(parts.classificationPerImage()[n])
          .as("seed %s, image %s", seed, n)
          .isCloseTo(twin.classification[n], within(1e-5 * twin.classification[n]));
      assertThat(parts.boxPerImage()[n])
          .as("seed %s, image %s", seed, n)
          .isCloseTo(twin.box[n], within(1e-5 * twin.box[n]));
    }
    assertThat(parts.total()).isEqualTo(parts.classification() + parts.box());
    for (int l = 0; l < gradients.levels().size(); l++) {
      LevelOutputs level = gradients.levels().get(l);
      for (int i = 0; i < twin.logits[l].length; i++) {
        double expected = twin.logits[l][i];
        assertThat((double) level.get(level.logits(), i))
            .as("seed %s, level %s, logit %s", seed, l, i)
            .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
      }
      for (int i = 0; i < twin.deltas[l].length; i++) {
        double expected = twin.deltas[l][i];
        assertThat((double) level.get(level.deltas(), i))
            .as("seed %s, level %s, delta %s", seed, l, i)
            .isCloseTo(expected, within(1e-4 * Math.abs(expected) + 1e-7));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void bfloat16GradientsAreWithinTheirRounding(long seed) {
    RandomBatch batch = RandomBatch.of(seed, ElementType.BFLOAT16);
    HeadOutputs gradients = batch.emptyGradients();
    LossParts parts = apply(loss(FOCAL, PARALLEL), batch, gradients);
    DenseTwin twin = DenseTwin.of(batch, 2, 0.25, 0.11);
    for (int n = 0; n < batch.outputs().images(); n++) {
      assertThat(parts.classificationPerImage()[n])
          .isCloseTo(twin.classification[n], within(1e-5 * twin.classification[n]));
    }
    for (int l = 0; l < gradients.levels().size(); l++) {
      LevelOutputs level = gradients.levels().get(l);
      for (int i = 0; i < twin.logits[l].length; i++) {
        double expected = twin.logits[l][i];
        assertThat((double) level.get(level.logits(), i))
            .as("seed %s, level %s, logit %s", seed, l, i)
            .isCloseTo(expected, within(0x1.01p-8 * Math.abs(expected)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void anyNumberOfThreadsGivesTheSameBits(ElementType type) {
    RandomBatch batch = RandomBatch.large(99, type);
    HeadOutputs single = batch.emptyGradients();
    LossParts expected;
    try (Parallel one = new Parallel(1)) {
      expected = apply(loss(FOCAL, one), batch, single);
    }
    for (int threads = 2; threads <= 3; threads++) {
      try (Parallel several = new Parallel(threads)) {
        HeadOutputs gradients = batch.emptyGradients();
        LossParts parts = apply(loss(FOCAL, several), batch, gradients);
        assertThat(parts.classification()).isEqualTo(expected.classification());
        assertThat(parts.classificationPerImage())
            .containsExactly(expected.classificationPerImage());
        assertThat(parts.box()).isEqualTo(expected.box());
        for (int l = 0; l < gradients.levels().size(); l++) {
          LevelOutputs level = gradients.levels().get(l);
          LevelOutputs reference = single.levels().get(l);
          assertThat(level.logits().mismatch(reference.logits())).isEqualTo(-1);
          assertThat(level.deltas().mismatch(reference.deltas())).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void evaluationHasTheSameValueAndLeavesTheNormalizerAlone() {
    RandomBatch batch = RandomBatch.of(21, ElementType.FLOAT32);
    Normalizer ema = new MovingAverageNormalizer();
    DetectionLoss loss = new DetectionLoss(FOCAL, new L1(), ema, BoxCoder.DEFAULT, PARALLEL);
    LossParts trained = apply(loss, batch, batch.emptyGradients());
    double state = ema.state();
    assertThat(state).isNotEqualTo(100);
    LossParts evaluated =
        loss.evaluate(batch.outputs(), batch.anchors(), batch.truths(), batch.matches());
    assertThat(evaluated.classificationPerImage())
        .containsExactly(trained.classificationPerImage());
    assertThat(evaluated.boxPerImage()).containsExactly(trained.boxPerImage());
    assertThat(evaluated.positives()).isEqualTo(trained.positives());
    assertThat(ema.state()).isEqualTo(state);
  }

  @Test
  void aLossWithoutKernelOfItsOwnGivesTheSame() {
    ClassificationLoss plain =
        new ClassificationLoss() {
          @Override
          public double value(double logit, boolean positive) {
            return FOCAL.value(logit, positive);
          }

          @Override
          public double gradient(double logit, boolean positive) {
            return FOCAL.gradient(logit, positive);
          }
        };
    RandomBatch batch = RandomBatch.of(22, ElementType.FLOAT32);
    double fast = apply(loss(FOCAL, PARALLEL), batch, batch.emptyGradients()).classification();
    assertThat(apply(loss(plain, PARALLEL), batch, batch.emptyGradients()).classification())
        .isCloseTo(fast, within(1e-6 * fast));
  }

  @Test
  void aNanLogitIsToldByImageAndComponent() {
    RandomBatch batch = RandomBatch.of(23, ElementType.FLOAT32);
    LevelOutputs finest = batch.outputs().levels().getFirst();
    int anchor = batch.someBackgroundAnchor(1);
    long perImage = (long) finest.height() * finest.width() * batch.outputs().anchorsPerCell();
    long at = (perImage + anchor) * batch.outputs().classes();
    finest.set(finest.logits(), at, Float.NaN);
    LossParts parts = apply(loss(FOCAL, PARALLEL), batch, batch.emptyGradients());
    assertThat(parts.classificationPerImage()[1]).isNaN();
    assertThat(parts.classificationPerImage()[0]).isFinite();
    assertThat(parts.classification()).isNaN();
    assertThat(parts.box()).isFinite();
    assertThat(parts.isFinite()).isFalse();
  }

  @Test
  void imagesWithoutPositivesTakePart() {
    RandomBatch batch = RandomBatch.of(24, ElementType.FLOAT32);
    List<Matches> none =
        batch.matches().stream()
            .map(each -> new Matches(new int[0], new int[0], new int[0], 0))
            .toList();
    LossParts parts =
        loss(FOCAL, PARALLEL)
            .apply(batch.outputs(), batch.anchors(), batch.truths(), none, batch.emptyGradients());
    assertThat(parts.positives()).isZero();
    assertThat(parts.box()).isZero();
    assertThat(parts.classification()).isPositive().isFinite();
  }

  @Test
  void shapesThatDisagreeAreRefused() {
    RandomBatch batch = RandomBatch.of(25, ElementType.FLOAT32);
    RandomBatch other = RandomBatch.of(26, ElementType.BFLOAT16);
    DetectionLoss loss = loss(FOCAL, PARALLEL);
    assertThatThrownBy(() -> apply(loss, batch, other.emptyGradients()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gradients are shaped");
    assertThatThrownBy(
            () -> loss.evaluate(batch.outputs(), new float[4], batch.truths(), batch.matches()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 anchor coordinates");
  }
}
