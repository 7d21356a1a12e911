package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.sample.AllAnchors;
import dev.fovea.core.loss.sample.AnchorSampler;
import dev.fovea.core.loss.sample.AnchorScores;
import dev.fovea.core.loss.sample.HardExampleMining;
import dev.fovea.core.loss.sample.HardNegativeMining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The training loss over sampled anchors, against sums of the definition in double. */
class SampledLossTest {
  private static final List<AnchorSampler> SAMPLERS =
      List.of(
          new HardExampleMining(40, 0.5),
          new HardExampleMining(7, 0.7),
          new HardNegativeMining(0.5));

  private static List<ClassificationLoss> losses(int classes) {
    return List.of(
        new CrossEntropy(),
        new CrossEntropy(0.75),
        new FocalLoss(2, 0.25),
        new ClassWiseFocalLoss(1, new Random(classes).doubles(classes, 0.1, 0.9).boxed().toList()),
        new FocalStar(2, 1),
        new Hinge(0.8));
  }

  private static LossParts apply(
      ClassificationLoss loss, AnchorSampler sampler, RandomBatch batch, HeadOutputs gradients) {
    return apply(loss, sampler, batch, gradients, 2);
  }

  private static LossParts apply(
      ClassificationLoss loss,
      AnchorSampler sampler,
      RandomBatch batch,
      HeadOutputs gradients,
      int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return new DetectionLoss(
              loss, new SmoothL1(1), new ImageNormalizer(), BoxCoder.DEFAULT, parallel, sampler)
          .apply(batch.outputs(), batch.anchors(), batch.truths(), batch.matches(), gradients);
    }
  }

  /** One image, in double: each anchor's loss, and the gradient of each logit. */
  private static final class Twin {
    final List<double[]> slopes = new ArrayList<>();
    final double[] losses;
    final float[] scores;

    Twin(ClassificationLoss loss, RandomBatch batch, int image) {
      Matches matches = batch.matches().get(image);
      int classes = batch.outputs().classes();
      losses = new double[batch.anchors().length / 4];
      scores = new float[losses.length];
      int anchor = 0;
      for (LevelOutputs level : batch.outputs().levels()) {
        int count = level.height() * level.width() * batch.outputs().anchorsPerCell();
        for (int a = 0; a < count; a++, anchor++) {
          int place = Arrays.binarySearch(matches.anchors(), anchor);
          int label = place < 0 ? -1 : batch.truths().get(image).classes()[matches.boxes()[place]];
          double[] slope = new double[classes];
          for (int c = 0; c < classes; c++) {
            double logit = level.get(level.logits(), ((long) image * count + a) * classes + c);
            losses[anchor] += loss.at(c).value(logit, c == label);
            slope[c] = loss.at(c).gradient(logit, c == label);
          }
          slopes.add(slope);
          boolean ignored = Arrays.binarySearch(matches.ignored(), anchor) >= 0;
          scores[anchor] = ignored ? AnchorScores.IGNORED : (float) losses[anchor];
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, FLOAT32", "2, FLOAT32", "3, FLOAT32", "4, BFLOAT16", "5, BFLOAT16"})
  void valueIsTheMeanOverTheSampledAnchorsAndTheOthersHaveNoGradient(long seed, ElementType type) {
    RandomBatch batch = RandomBatch.of(seed, type);
    int images = batch.outputs().images();
    double rounding = type == ElementType.BFLOAT16 ? 0x1p-8 : 0;
    for (ClassificationLoss loss : losses(batch.outputs().classes())) {
      for (AnchorSampler sampler : SAMPLERS) {
        HeadOutputs gradients = batch.emptyGradients();
        LossParts parts = apply(loss, sampler, batch, gradients);
        for (int n = 0; n < images; n++) {
          Twin twin = new Twin(loss, batch, n);
          int[] chosen =
              sampler.sample(
                  new AnchorScores(twin.scores, batch.anchors(), batch.matches().get(n).anchors()));
          double weight = 1.0 / chosen.length / images;
          double expected = 0;
          for (int anchor : chosen) {
            expected += weight * twin.losses[anchor];
          }
          String where = "seed %s, %s, %s, image %s".formatted(seed, loss, sampler, n);
          assertThat(parts.classificationPerImage()[n])
              .as(where)
              .isCloseTo(expected, within(1e-5 * expected));
          for (int anchor = 0; anchor < twin.losses.length; anchor++) {
            boolean counts = Arrays.binarySearch(chosen, anchor) >= 0;
            float[] found = gradientsOf(gradients, n, anchor);
            for (int c = 0; c < found.length; c++) {
              double slope = counts ? weight * twin.slopes.get(anchor)[c] : 0;
              assertThat((double) found[c])
                  .as("%s, anchor %s, class %s", where, anchor, c)
                  .isCloseTo(slope, within((rounding + 1e-5) * Math.abs(slope)));
            }
          }
        }
      }
    }
  }

  private static float[] gradientsOf(HeadOutputs gradients, int image, int anchor) {
    int rest = anchor;
    for (LevelOutputs level : gradients.levels()) {
      int count = level.height() * level.width() * gradients.anchorsPerCell();
      if (rest < count) {
        float[] found = new float[gradients.classes()];
        for (int c = 0; c < found.length; c++) {
          long at = ((long) image * count + rest) * found.length + c;
          found[c] = level.get(level.logits(), at);
        }
        return found;
      }
      rest -= count;
    }
    throw new AssertionError("no anchor " + anchor);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void anyNumberOfThreadsGivesTheSameBits(ElementType type) {
    RandomBatch batch = RandomBatch.large(97, type);
    for (AnchorSampler sampler : SAMPLERS) {
      HeadOutputs single = batch.emptyGradients();
      LossParts expected = apply(new CrossEntropy(), sampler, batch, single, 1);
      for (int threads = 2; threads <= 3; threads++) {
        HeadOutputs gradients = batch.emptyGradients();
        LossParts parts = apply(new CrossEntropy(), sampler, batch, gradients, threads);
        assertThat(parts.classificationPerImage())
            .containsExactly(expected.classificationPerImage());
        for (int l = 0; l < gradients.levels().size(); l++) {
          LevelOutputs level = gradients.levels().get(l);
          LevelOutputs reference = single.levels().get(l);
          assertThat(level.logits().mismatch(reference.logits())).isEqualTo(-1);
          assertThat(level.deltas().mismatch(reference.deltas())).isEqualTo(-1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void anchorSumsAreThoseOfTheDefinition(ElementType type) {
    for (int classes : new int[] {1, 2, 3, 7, 80, 700}) {
      RandomLogits logits = new RandomLogits(classes, type);
      for (ClassificationLoss loss : losses(classes)) {
        List<LossKernel> kernels = new ArrayList<>(List.of(loss.kernel()));
        if (loss instanceof FocalLoss focal) {
          kernels.addAll(List.of(new VectorFocalKernel(focal), new ScalarFocalKernel(focal)));
        }
        for (LossKernel kernel : kernels) {
          LogitBuffers buffers = logits.buffers;
          float[] sums = kernel.anchorSums(buffers, 2L * classes, 11, classes);
          assertThat(sums).hasSize(11);
          for (int a = 0; a < sums.length; a++) {
            double expected = 0;
            for (int c = 0; c < classes; c++) {
              double logit = buffers.logit((2L + a) * classes + c);
              expected += loss.at(c).value(logit, false);
            }
            assertThat((double) sums[a])
                .as("%s, %s classes, %s", loss, classes, kernel.getClass())
                .isCloseTo(expected, within(1e-5 * expected));
          }
          assertThat(Buffers.gradient(buffers, 2L * classes)).isCloseTo(12345f, within(64f));
        }
      }
    }
  }

  private static final class RandomLogits {
    final LogitBuffers buffers;

    RandomLogits(int classes, ElementType type) {
      Random random = new Random(classes);
      float[] values = new float[15 * classes];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (5 * random.nextGaussian() - 2);
      }
      buffers = Buffers.of(values, type);
    }
  }

  @Test
  void vectorAndScalarScoresHaveTheSameBits() {
    RandomLogits logits = new RandomLogits(20, ElementType.FLOAT32);
    FocalLoss loss = new FocalLoss(1.5, 0.25);
    assertThat(new VectorFocalKernel(loss).anchorSums(logits.buffers, 0, 15, 20))
        .containsExactly(new ScalarFocalKernel(loss).anchorSums(logits.buffers, 0, 15, 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void boxesAreLearnedAsWithoutASampler(long seed) {
    RandomBatch batch = RandomBatch.of(seed, ElementType.FLOAT32);
    HeadOutputs all = batch.emptyGradients();
    HeadOutputs some = batch.emptyGradients();
    LossParts expected = apply(new CrossEntropy(), new AllAnchors(), batch, all);
    LossParts sampled = apply(new CrossEntropy(), SAMPLERS.getFirst(), batch, some);
    assertThat(sampled.boxPerImage()).containsExactly(expected.boxPerImage());
    assertThat(sampled.positives()).isEqualTo(expected.positives());
    for (int l = 0; l < all.levels().size(); l++) {
      assertThat(some.levels().get(l).deltas().mismatch(all.levels().get(l).deltas()))
          .isEqualTo(-1);
    }
  }

  @Test
  void aNanLogitIsToldByImageWhateverElseIsSampled() {
    for (AnchorSampler sampler : SAMPLERS) {
      RandomBatch batch = RandomBatch.of(23, ElementType.FLOAT32);
      LevelOutputs finest = batch.outputs().levels().getFirst();
      long perImage = (long) finest.height() * finest.width() * batch.outputs().anchorsPerCell();
      long at = (perImage + batch.someBackgroundAnchor(1)) * batch.outputs().classes();
      finest.set(finest.logits(), at, Float.NaN);
      LossParts parts = apply(new FocalLoss(2, 0.25), sampler, batch, batch.emptyGradients());
      assertThat(parts.classificationPerImage()[1]).isNaN();
      assertThat(parts.classificationPerImage()[0]).isFinite();
      assertThat(parts.isFinite()).isFalse();
    }
  }

  @Test
  void anImageWithoutPositivesTakesPart() {
    RandomBatch batch = RandomBatch.of(24, ElementType.FLOAT32);
    List<Matches> none =
        batch.matches().stream()
            .map(each -> new Matches(new int[0], new int[0], new int[0], 0))
            .toList();
    RandomBatch empty = new RandomBatch(batch.outputs(), batch.anchors(), batch.truths(), none);
    for (AnchorSampler sampler : SAMPLERS) {
      LossParts parts = apply(new CrossEntropy(), sampler, empty, batch.emptyGradients());
      for (double share : parts.classificationPerImage()) {
        assertThat(share).isPositive();
      }
    }
  }
}
