package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Parallel;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels, definition and dense training loss against the paper's formulas with an α by class. */
class ClassWiseFocalLossTest {
  private static final double TOLERANCE = 1e-5;
  private static final float[] EXTREMES = {
    -1e4f, -800, -104, -88, -37, -20, -5, -1, -0.1f, -1e-9f, 0, 1e-9f, 0.3f, 2, 9, 36, 90, 710, 1e4f
  };

  private static List<Double> alphas(int classes) {
    return new Random(classes).doubles(classes, 0.02, 0.98).boxed().toList();
  }

  private static List<LossKernel> kernels(ClassWiseFocalLoss loss) {
    return List.of(
        new VectorFocalKernel(loss), new ScalarFocalKernel(loss), new DefinitionKernel(loss));
  }

  /** Runs that begin at every class, whole chunks and less, over the full range of logits. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 3", "1, 7", "1.7, 20", "2, 80", "2, 3", "5, 600"})
  void backgroundIsThePapersForEveryClass(double gamma, int classes) {
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(gamma, alphas(classes));
    for (LossKernel kernel : kernels(loss)) {
      for (ElementType type : ElementType.values()) {
        for (int from : new int[] {0, 1, classes - 1, 13}) {
          int count = 1300 - from;
          LogitBuffers buffers = Buffers.of(logits(1300), type);
          double sum = kernel.background(buffers, from, count, 0.5);
          double expected = 0;
          for (int i = from; i < from + count; i++) {
            double weight = 1 - loss.alphas().get(i % classes);
            expected += PaperFocal.value(gamma, weight, buffers.logit(i), false);
            double slope = 0.5 * PaperFocal.gradient(gamma, weight, buffers.logit(i), false);
            double rounding = type == ElementType.BFLOAT16 ? 0x1p-8 : 0;
            assertThat((double) Buffers.gradient(buffers, i))
                .as("%s, %s, from %s, logit %s", kernel.getClass(), type, from, buffers.logit(i))
                .isCloseTo(slope, within((rounding + TOLERANCE) * slope + 2 * Float.MIN_NORMAL));
          }
          assertThat(sum).isCloseTo(expected, within(TOLERANCE * expected));
        }
      }
    }
  }

  private static float[] logits(int count) {
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = i < 1000 ? (i - 500) * 0.217f : EXTREMES[i % EXTREMES.length];
    }
    return logits;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 1.7, 2, 5})
  void vectorAndScalarGradientsHaveTheSameBits(double gamma) {
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(gamma, alphas(11));
    for (ElementType type : ElementType.values()) {
      LogitBuffers vector = Buffers.of(logits(1300), type);
      LogitBuffers scalar = Buffers.of(logits(1300), type);
      double sum = new VectorFocalKernel(loss).background(vector, 5, 1290, 0.01);
      double twin = new ScalarFocalKernel(loss).background(scalar, 5, 1290, 0.01);
      assertThat(vector.gradients().mismatch(scalar.gradients())).isEqualTo(-1);
      assertThat(sum).isCloseTo(twin, within(1e-12 * twin));
    }
  }

  @Test
  void limitsAndNanAreThoseOfTheFocalLoss() {
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(2, List.of(0.25, 0.5, 0.9));
    float infinity = Float.POSITIVE_INFINITY;
    for (LossKernel kernel : kernels(loss)) {
      float[] logits = {infinity, -infinity, infinity, Float.MAX_VALUE, 0, 0, Float.NaN};
      LogitBuffers buffers = Buffers.of(logits, ElementType.FLOAT32);
      assertThat(kernel.background(buffers, 0, 3, 1)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(kernel.background(buffers, 1, 1, 1)).isZero();
      assertThat(kernel.background(buffers, 3, 3, 1)).isFinite();
      assertThat(kernel.background(buffers, 4, 3, 1)).isNaN();
      assertThat(Buffers.gradient(buffers, 0)).isEqualTo(0.75f);
      assertThat(Buffers.gradient(buffers, 1)).isZero();
      assertThat(Buffers.gradient(buffers, 2)).isCloseTo(0.1f, within(1e-7f));
      assertThat(Buffers.gradient(buffers, 3)).isEqualTo(0.75f);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void trainingLossIsThatOfDenseTargets(long seed) {
    for (ElementType type : ElementType.values()) {
      RandomBatch batch = RandomBatch.of(seed, type);
      ClassWiseFocalLoss loss = new ClassWiseFocalLoss(2, alphas(batch.outputs().classes()));
      HeadOutputs gradients = batch.emptyGradients();
      LossParts parts = apply(loss, 2, batch, gradients);
      DenseTwin twin = DenseTwin.of(batch, 2, loss.alphas()::get, 0.11);
      for (int n = 0; n < batch.outputs().images(); n++) {
        assertThat(parts.classificationPerImage()[n])
            .as("seed %s, image %s", seed, n)
            .isCloseTo(twin.classification[n], within(1e-5 * twin.classification[n]));
      }
      double tolerance = type == ElementType.BFLOAT16 ? 0x1.01p-8 : 1e-5;
      for (int l = 0; l < gradients.levels().size(); l++) {
        LevelOutputs level = gradients.levels().get(l);
        for (int i = 0; i < twin.logits[l].length; i++) {
          double expected = twin.logits[l][i];
          assertThat((double) level.get(level.logits(), i))
              .as("seed %s, level %s, logit %s", seed, l, i)
              .isCloseTo(expected, within(tolerance * Math.abs(expected)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void anyNumberOfThreadsGivesTheSameBits(ElementType type) {
    RandomBatch batch = RandomBatch.large(98, type);
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(1.5, alphas(batch.outputs().classes()));
    HeadOutputs single = batch.emptyGradients();
    LossParts expected = apply(loss, 1, batch, single);
    for (int threads = 2; threads <= 3; threads++) {
      HeadOutputs gradients = batch.emptyGradients();
      LossParts parts = apply(loss, threads, batch, gradients);
      assertThat(parts.classificationPerImage()).containsExactly(expected.classificationPerImage());
      for (int l = 0; l < gradients.levels().size(); l++) {
        assertThat(gradients.levels().get(l).logits().mismatch(single.levels().get(l).logits()))
            .isEqualTo(-1);
      }
    }
  }

  private static LossParts apply(
      ClassificationLoss loss, int threads, RandomBatch batch, HeadOutputs gradients) {
    try (Parallel parallel = new Parallel(threads)) {
      return new DetectionLoss(
              loss, new SmoothL1(0.11), new ImageNormalizer(), BoxCoder.DEFAULT, parallel)
          .apply(batch.outputs(), batch.anchors(), batch.truths(), batch.matches(), gradients);
    }
  }

  @Test
  void theSumOverArraysIsThatOfItsLogits() {
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(2, List.of(0.1, 0.6, 0.9));
    float[] logits = {-2, 0.5f, 3, 1, -1, 0};
    boolean[] positive = {false, true, false, false, false, true};
    float[] gradients = new float[6];
    double expected = 0;
    for (int i = 0; i < 6; i++) {
      double alpha = loss.alphas().get(i % 3);
      expected += PaperFocal.value(2, positive[i] ? alpha : 1 - alpha, logits[i], positive[i]);
    }
    assertThat(loss.sum(logits, positive, gradients)).isCloseTo(expected, within(1e-5 * expected));
    assertThat((double) gradients[5]).isCloseTo(PaperFocal.gradient(2, 0.9, 0, true), within(1e-6));
  }

  @Test
  void withoutAClassItIsTheMeanOverTheClasses() {
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(2, List.of(0.1, 0.2, 0.9));
    for (boolean positive : new boolean[] {true, false}) {
      double values = 0;
      double slopes = 0;
      for (int c = 0; c < 3; c++) {
        values += loss.at(c).value(0.7, positive) / 3;
        slopes += loss.at(3 + c).gradient(0.7, positive) / 3;
      }
      assertThat(loss.value(0.7, positive)).isCloseTo(values, within(1e-15));
      assertThat(loss.gradient(0.7, positive)).isCloseTo(slopes, within(1e-15));
    }
  }

  @Test
  void oneAlphaForAllIsTheFocalLoss() {
    RandomBatch batch = RandomBatch.of(31, ElementType.FLOAT32);
    ClassWiseFocalLoss same =
        new ClassWiseFocalLoss(2, Collections.nCopies(batch.outputs().classes(), 0.25));
    double expected = apply(new FocalLoss(2, 0.25), 1, batch, batch.emptyGradients()).total();
    assertThat(apply(same, 1, batch, batch.emptyGradients()).total())
        .isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void kernelsAreChosenAsForTheFocalLoss() {
    assertThat(new ClassWiseFocalLoss(2, List.of(0.1, 0.9)).kernel())
        .isInstanceOf(VectorFocalKernel.class);
    assertThat(new ClassWiseFocalLoss(2, List.of(0.1, 1.0)).kernel())
        .isInstanceOf(DefinitionKernel.class);
  }

  @Test
  void otherNumbersOfClassesAreRefused() {
    RandomBatch batch = RandomBatch.of(32, ElementType.FLOAT32);
    ClassWiseFocalLoss loss = new ClassWiseFocalLoss(2, alphas(batch.outputs().classes() + 1));
    assertThatThrownBy(() -> apply(loss, 1, batch, batch.emptyGradients()))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("alphas but there are " + batch.outputs().classes() + " classes");
    assertThatThrownBy(() -> new ClassWiseFocalLoss(2, List.of()))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no alpha");
    assertThatThrownBy(() -> new ClassWiseFocalLoss(2, List.of(0.5, 1.5)))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("1.5");
  }
}
