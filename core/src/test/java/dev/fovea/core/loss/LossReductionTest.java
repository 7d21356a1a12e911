package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Parallel;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.sample.AllAnchors;
import dev.fovea.core.loss.sample.AnchorSampler;
import dev.fovea.core.loss.sample.HardExampleMining;
import dev.fovea.core.loss.sample.HardNegativeMining;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From images to a batch, and from box to box, for every loss. */
class LossReductionTest {
  private static final Parallel PARALLEL = new Parallel(2);

  @AfterAll
  static void closeThreads() {
    PARALLEL.close();
  }

  static Stream<BoxLoss> boxLosses() {
    return Stream.of(
        new L1(),
        new SmoothL1(0.11),
        new SmoothL1(1),
        new GeneralizedIou(),
        new DistanceIou(),
        new CompleteIou());
  }

  static Stream<DetectionLoss> losses() {
    List<AnchorSampler> samplers =
        List.of(new AllAnchors(), new HardExampleMining(30, 0.7), new HardNegativeMining(0.5));
    return samplers.stream()
        .flatMap(
            sampler ->
                Stream.of(
                        new CrossEntropy(),
                        new FocalLoss(2, 0.25),
                        new FocalStar(2, 1),
                        new Hinge(0.5))
                    .map(
                        loss ->
                            new DetectionLoss(
                                loss,
                                new GeneralizedIou(),
                                new ImageNormalizer(),
                                BoxCoder.DEFAULT,
                                PARALLEL,
                                sampler)));
  }

  /** One image of a batch, on the batch's own memory. */
  private static HeadOutputs image(HeadOutputs batch, int n) {
    List<LevelOutputs> levels = new ArrayList<>();
    for (LevelOutputs level : batch.levels()) {
      levels.add(
          new LevelOutputs(
              level.height(),
              level.width(),
              part(level.logits(), n, batch.images()),
              part(level.deltas(), n, batch.images()),
              level.type()));
    }
    return new HeadOutputs(1, batch.anchorsPerCell(), batch.classes(), levels);
  }

  private static MemorySegment part(MemorySegment all, int n, int images) {
    long size = all.byteSize() / images;
    return all.asSlice(n * size, size);
  }

  private static RandomBatch alone(RandomBatch batch, int n) {
    return new RandomBatch(
        image(batch.outputs(), n),
        batch.anchors(),
        List.of(batch.truths().get(n)),
        List.of(batch.matches().get(n)));
  }

  private static LossParts apply(DetectionLoss loss, RandomBatch batch, HeadOutputs gradients) {
    return loss.apply(batch.outputs(), batch.anchors(), batch.truths(), batch.matches(), gradients);
  }

  /** The normaliser of images takes the mean: no image knows of the others. */
  @ParameterizedTest
  @MethodSource("losses")
  void aBatchIsTheMeanOfItsImagesWhateverTheirOrder(DetectionLoss loss) {
    for (long seed = 40; seed < 44; seed++) {
      RandomBatch batch = RandomBatch.of(seed, ElementType.FLOAT32);
      int images = batch.outputs().images();
      HeadOutputs together = batch.emptyGradients();
      LossParts whole = apply(loss, batch, together);
      double classification = 0;
      double box = 0;
      for (int n = images - 1; n >= 0; n--) {
        RandomBatch single = alone(batch, n);
        HeadOutputs own = single.emptyGradients();
        LossParts part = apply(loss, single, own);
        classification += part.classification() / images;
        box += part.box() / images;
        requireScaled(image(together, n), own, images);
      }
      assertThat(whole.classification())
          .as("seed %s", seed)
          .isCloseTo(classification, within(1e-12 * classification));
      assertThat(whole.box()).as("seed %s", seed).isCloseTo(box, within(1e-12 * box));
    }
  }

  private static void requireScaled(HeadOutputs found, HeadOutputs alone, int images) {
    for (int l = 0; l < found.levels().size(); l++) {
      LevelOutputs one = found.levels().get(l);
      LevelOutputs other = alone.levels().get(l);
      for (int i = 0; i < one.logits().byteSize() / 4; i++) {
        float expected = other.get(other.logits(), i) / images;
        assertThat(one.get(one.logits(), i))
            .isCloseTo(expected, within(1e-6f * Math.abs(expected)));
      }
      for (int i = 0; i < one.deltas().byteSize() / 4; i++) {
        float expected = other.get(other.deltas(), i) / images;
        assertThat(one.get(one.deltas(), i))
            .isCloseTo(expected, within(1e-6f * Math.abs(expected)));
      }
    }
  }

  /** Each positive anchor for itself, divided by the image's normaliser. */
  @ParameterizedTest
  @MethodSource("boxLosses")
  void theBoxLossIsTheSumOverThePositives(BoxLoss box) {
    for (long seed = 50; seed < 54; seed++) {
      RandomBatch batch = alone(RandomBatch.of(seed, ElementType.FLOAT32), 1);
      DetectionLoss loss =
          new DetectionLoss(
              new CrossEntropy(), box, new ImageNormalizer(), BoxCoder.DEFAULT, PARALLEL);
      int[] positives = batch.matches().getFirst().anchors();
      double expected = 0;
      // From the last to the first: the order is no business of a sum.
      for (int i = positives.length - 1; i >= 0; i--) {
        int truth = batch.matches().getFirst().boxes()[i];
        Box anchor = box(batch.anchors(), positives[i]);
        Box wanted = box(batch.truths().getFirst().boxes(), truth);
        expected +=
            box.apply(
                deltas(batch.outputs(), positives[i]),
                new BoxTarget(encode(anchor, wanted), anchor, wanted),
                new double[4]);
      }
      expected /= Math.max(1, batch.matches().getFirst().divisor());
      assertThat(apply(loss, batch, batch.emptyGradients()).box())
          .as("seed %s", seed)
          .isCloseTo(expected, within(1e-9 * expected));
    }
  }

  private static float[] deltas(HeadOutputs outputs, int anchor) {
    int rest = anchor;
    for (LevelOutputs level : outputs.levels()) {
      int count = level.height() * level.width() * outputs.anchorsPerCell();
      if (rest < count) {
        float[] deltas = new float[4];
        for (int d = 0; d < 4; d++) {
          deltas[d] = level.get(level.deltas(), 4L * rest + d);
        }
        return deltas;
      }
      rest -= count;
    }
    throw new AssertionError("no anchor " + anchor);
  }

  private static Box box(float[] boxes, int row) {
    return new Box(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3]);
  }

  private static float[] encode(Box anchor, Box box) {
    float[] deltas = new float[4];
    float[] anchors = {anchor.x1(), anchor.y1(), anchor.x2(), anchor.y2()};
    float[] boxes = {box.x1(), box.y1(), box.x2(), box.y2()};
    BoxCoder.DEFAULT.encode(anchors, 0, boxes, 0, deltas);
    return deltas;
  }

  /** Each of them measures a distance: from truth to prediction as from prediction to truth. */
  @ParameterizedTest
  @MethodSource("boxLosses")
  void predictionAndTruthMayChangePlaces(BoxLoss loss) {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Box anchor = randomBox(random);
      Box one = randomBox(random);
      Box other = randomBox(random);
      float[] first = encode(anchor, one);
      float[] second = encode(anchor, other);
      double there = loss.apply(first, new BoxTarget(second, anchor, other), new double[4]);
      double back = loss.apply(second, new BoxTarget(first, anchor, one), new double[4]);
      assertThat(there)
          .as("seed %s", seed)
          .isPositive()
          .isCloseTo(back, within(1e-5 * back + 1e-6));
    }
  }

  private static Box randomBox(Random random) {
    float x = 60 * random.nextFloat();
    float y = 60 * random.nextFloat();
    return new Box(x, y, x + 5 + 50 * random.nextFloat(), y + 5 + 50 * random.nextFloat());
  }
}
