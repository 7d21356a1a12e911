package dev.fovea.bench;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.DetectionLoss;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.ImageNormalizer;
import dev.fovea.core.loss.L1;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What the lens adds to a validation: the time to put one image's logits into histograms, beside
 * that of the same image's focal loss without gradient.
 *
 * <p>Arguments: classes, H and W of the only level (9 anchors a cell), {@code float32} or {@code
 * bfloat16}, threads, repetitions. Both take turns in a warm JVM; medians in milliseconds are
 * printed as JSON.
 */
public final class ImbalanceTimes {
  private static final int ANCHORS = 9;
  private static final int WARMUP = 20;

  private ImbalanceTimes() {}

  /** Fills again and again. */
  public static void main(String[] arguments) {
    int[] shape = Arrays.stream(arguments, 0, 3).mapToInt(Integer::parseInt).toArray();
    ElementType type = ElementType.valueOf(arguments[3].toUpperCase(Locale.ROOT));
    int repetitions = Integer.parseInt(arguments[5]);
    TruthBoxes truth = new TruthBoxes(new float[0], new int[0], new float[0]);
    Matches matches = new Matches(new int[0], new int[0], new int[0], 1);
    double[] gather = new double[repetitions];
    double[] evaluate = new double[repetitions];
    try (Arena arena = Arena.ofShared();
        Parallel parallel = new Parallel(Integer.parseInt(arguments[4]))) {
      HeadOutputs outputs = outputs(arena, shape, type);
      float[] anchors = new float[4 * ANCHORS * shape[1] * shape[2]];
      DetectionLoss loss =
          new DetectionLoss(
              new FocalLoss(2, 0.25), new L1(), new ImageNormalizer(), BoxCoder.DEFAULT, parallel);
      ImbalanceHistograms histograms = new ImbalanceHistograms(1, shape[0], parallel);
      for (int i = -WARMUP; i < repetitions; i++) {
        long begin = System.nanoTime();
        histograms.add(outputs, 0, truth, matches, 1);
        long between = System.nanoTime();
        double value =
            loss.evaluate(outputs, anchors, List.of(truth), List.of(matches)).classification();
        long end = System.nanoTime();
        if (i >= 0 && value > 0) {
          gather[i] = (between - begin) / 1e6;
          evaluate[i] = (end - between) / 1e6;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "{\"logits\": %d, \"gather\": %.4f, \"loss\": %.4f}%n",
        (long) ANCHORS * shape[0] * shape[1] * shape[2],
        median(gather),
        median(evaluate));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static HeadOutputs outputs(Arena arena, int[] shape, ElementType type) {
    long anchors = (long) ANCHORS * shape[1] * shape[2];
    MemorySegment logits = arena.allocate(anchors * shape[0] * type.bytes(), 64);
    MemorySegment deltas = arena.allocate(anchors * 4 * type.bytes(), 64);
    LevelOutputs level = new LevelOutputs(shape[1], shape[2], logits, deltas, type);
    Random random = new Random(1);
    for (long i = 0; i < anchors * shape[0]; i++) {
      level.set(logits, i, (float) (-5 + 1.5 * random.nextGaussian()));
    }
    return new HeadOutputs(1, ANCHORS, shape[0], List.of(level));
  }
}
