package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random head outputs, anchors, truths, and matches that need not make sense as matches. */
record RandomBatch(
    HeadOutputs outputs, float[] anchors, List<TruthBoxes> truths, List<Matches> matches) {

  /** A few hundred anchors at sizes that fill no vector. */
  static RandomBatch of(long seed, ElementType type) {
    Random random = new Random(seed);
    int[][] levels = {{5 + random.nextInt(4), 3 + random.nextInt(5)}, {3, 2}, {1, 1}};
    return of(random, type, levels, new int[] {3, 1 + random.nextInt(4), 1 + random.nextInt(9)});
  }

  /** Several blocks for each image. */
  static RandomBatch large(long seed, ElementType type) {
    int[][] levels = {{40, 33}, {20, 17}, {10, 9}};
    return of(new Random(seed), type, levels, new int[] {3, 9, 7});
  }

  /**
   * @param shape images, anchors of a cell, classes
   */
  private static RandomBatch of(Random random, ElementType type, int[][] sizes, int[] shape) {
    List<LevelOutputs> levels = new ArrayList<>();
    int count = 0;
    for (int[] size : sizes) {
      int cells = size[0] * size[1] * shape[1];
      LevelOutputs level = emptyLevel(size, type, shape);
      fill(level, shape[0] * cells, shape[2], random);
      levels.add(level);
      count += cells;
    }
    HeadOutputs outputs = new HeadOutputs(shape[0], shape[1], shape[2], levels);
    List<TruthBoxes> truths = new ArrayList<>();
    List<Matches> matches = new ArrayList<>();
    for (int n = 0; n < shape[0]; n++) {
      TruthBoxes truth = truth(random, 1 + random.nextInt(4), shape[2]);
      truths.add(truth);
      matches.add(matches(random, count, truth.count()));
    }
    return new RandomBatch(outputs, boxes(random, count), truths, matches);
  }

  private static LevelOutputs emptyLevel(int[] size, ElementType type, int[] shape) {
    int anchors = shape[0] * size[0] * size[1] * shape[1];
    return new LevelOutputs(
        size[0],
        size[1],
        Buffers.empty(anchors * shape[2], type),
        Buffers.empty(anchors * 4, type),
        type);
  }

  private static void fill(LevelOutputs level, int anchors, int classes, Random random) {
    for (int i = 0; i < anchors * classes; i++) {
      level.set(level.logits(), i, (float) (2 * random.nextGaussian() - 2));
    }
    for (int i = 0; i < anchors * 4; i++) {
      level.set(level.deltas(), i, (float) random.nextGaussian());
    }
  }

  private static float[] boxes(Random random, int count) {
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      boxes[4 * i] = random.nextFloat() * 100;
      boxes[4 * i + 1] = random.nextFloat() * 100;
      boxes[4 * i + 2] = boxes[4 * i] + 5 + random.nextFloat() * 60;
      boxes[4 * i + 3] = boxes[4 * i + 1] + 5 + random.nextFloat() * 60;
    }
    return boxes;
  }

  private static TruthBoxes truth(Random random, int count, int classes) {
    int[] labels = random.ints(count, 0, classes).toArray();
    return new TruthBoxes(boxes(random, count), labels, new float[0]);
  }

  /** One anchor in eight positive, neighbours too; one in eight ignored. */
  private static Matches matches(Random random, int count, int boxes) {
    int[] kinds = random.ints(count, 0, 8).toArray();
    int[] positives = IntStream.range(0, count).filter(i -> kinds[i] == 0).toArray();
    int[] ignored = IntStream.range(0, count).filter(i -> kinds[i] == 1).toArray();
    int[] chosen = random.ints(positives.length, 0, boxes).toArray();
    return new Matches(positives, chosen, ignored, positives.length + random.nextInt(3));
  }

  /** Memory shaped as the outputs, full of numbers that must not stay. */
  HeadOutputs emptyGradients() {
    List<LevelOutputs> levels = new ArrayList<>();
    for (LevelOutputs level : outputs.levels()) {
      int[] size = {level.height(), level.width()};
      int[] shape = {outputs.images(), outputs.anchorsPerCell(), outputs.classes()};
      LevelOutputs empty = emptyLevel(size, level.type(), shape);
      empty.logits().fill((byte) 0x55);
      empty.deltas().fill((byte) 0x55);
      levels.add(empty);
    }
    return new HeadOutputs(outputs.images(), outputs.anchorsPerCell(), outputs.classes(), levels);
  }

  /** An anchor of the finest level that is neither positive nor ignored in {@code image}. */
  int someBackgroundAnchor(int image) {
    Matches labels = matches.get(image);
    IntStream special =
        IntStream.concat(IntStream.of(labels.anchors()), IntStream.of(labels.ignored()));
    List<Integer> taken = special.boxed().toList();
    return IntStream.iterate(0, i -> i + 1).filter(i -> !taken.contains(i)).findFirst().orElse(0);
  }
}
