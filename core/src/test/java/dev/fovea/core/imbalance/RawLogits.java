package dev.fovea.core.imbalance;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.ClassificationLoss;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Images with random logits of two levels, put into histograms and kept one by one beside them. */
record RawLogits(ImbalanceHistograms histograms, List<Logit> logits) {
  static final int CLASSES = 3;
  private static final int[][] SIZES = {{20, 30}, {10, 15}};
  private static final int ANCHORS_PER_CELL = 2;

  /** One logit that takes part in the loss. */
  record Logit(float value, boolean positive, int level, int classIndex, double weight) {
    double loss(ClassificationLoss loss) {
      return weight * loss.value(value, positive);
    }

    double gradient(ClassificationLoss loss) {
      return weight * Math.abs(loss.gradient(value, positive));
    }
  }

  static RawLogits of(long seed, int images) {
    RawLogits all =
        new RawLogits(new ImbalanceHistograms(SIZES.length, CLASSES), new ArrayList<>());
    Random random = new Random(seed);
    for (int image = 0; image < images; image++) {
      all.addImage(random);
    }
    return all;
  }

  private void addImage(Random random) {
    int count = 2 * (20 * 30 + 10 * 15);
    int[] kinds = random.ints(count, 0, 40).toArray();
    int[] positives = IntStream.range(0, count).filter(i -> kinds[i] == 0).toArray();
    int[] ignored = IntStream.range(0, count).filter(i -> kinds[i] == 1).toArray();
    int[] boxes = random.ints(positives.length, 0, 4).toArray();
    TruthBoxes truth = new TruthBoxes(new float[16], new int[] {0, 1, 1, 2}, new float[0]);
    double weight = 1.0 / (1 + random.nextInt(20));
    int[] labels = new int[count];
    for (int i = 0; i < positives.length; i++) {
      labels[positives[i]] = 1 + truth.classes()[boxes[i]];
    }
    for (int anchor : ignored) {
      labels[anchor] = -1;
    }
    List<LevelOutputs> levels = new ArrayList<>();
    int anchor = 0;
    for (int level = 0; level < SIZES.length; level++) {
      int anchors = ANCHORS_PER_CELL * SIZES[level][0] * SIZES[level][1];
      float[] values = new float[anchors * CLASSES];
      for (int i = 0; i < values.length; i++) {
        int label = labels[anchor + i / CLASSES];
        boolean positive = label == 1 + i % CLASSES;
        values[i] = (float) (positive ? random.nextGaussian() : -4 + 2 * random.nextGaussian());
        if (label >= 0) {
          logits.add(new Logit(values[i], positive, level, i % CLASSES, weight));
        }
      }
      anchor += anchors;
      levels.add(
          new LevelOutputs(
              SIZES[level][0],
              SIZES[level][1],
              MemorySegment.ofArray(values),
              MemorySegment.ofArray(new float[4 * anchors]),
              ElementType.FLOAT32));
    }
    Matches matches = new Matches(positives, boxes, ignored, positives.length);
    histograms.add(
        new HeadOutputs(1, ANCHORS_PER_CELL, CLASSES, levels), 0, truth, matches, weight);
  }
}
