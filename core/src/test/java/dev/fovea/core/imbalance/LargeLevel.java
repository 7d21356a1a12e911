package dev.fovea.core.imbalance;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One level with so many logits that several threads share them. */
final class LargeLevel {
  private static final int CLASSES = 5;
  private static final int HEIGHT = 130;
  private static final int WIDTH = 300;
  private static final int ANCHORS = 3 * HEIGHT * WIDTH;

  /** Every 97th anchor is positive, every 89th of the others ignored. */
  private static final int[] POSITIVE =
      IntStream.range(0, ANCHORS).filter(i -> i % 97 == 0).toArray();

  private static final int[] IGNORED =
      IntStream.range(0, ANCHORS).filter(i -> i % 89 == 0 && i % 97 != 0).toArray();

  static final long NEGATIVES = 2L * (CLASSES * (ANCHORS - IGNORED.length) - POSITIVE.length);

  private LargeLevel() {}

  /** The background's bins of two images of different weight. */
  static List<LogitBin> bins(ElementType type, int threads) {
    Random random = new Random(3);
    TruthBoxes truth = new TruthBoxes(new float[4], new int[] {2}, new float[0]);
    Matches matches = new Matches(POSITIVE, new int[POSITIVE.length], IGNORED, POSITIVE.length);
    try (Arena arena = Arena.ofShared();
        Parallel parallel = new Parallel(threads)) {
      MemorySegment logits = arena.allocate(2L * ANCHORS * CLASSES * type.bytes());
      MemorySegment deltas = arena.allocate(2L * ANCHORS * 4 * type.bytes());
      LevelOutputs level = new LevelOutputs(HEIGHT, WIDTH, logits, deltas, type);
      for (long i = 0; i < 2L * ANCHORS * CLASSES; i++) {
        level.set(logits, i, (float) (-5 + 3 * random.nextGaussian()));
      }
      HeadOutputs outputs = new HeadOutputs(2, 3, CLASSES, List.of(level));
      ImbalanceHistograms histograms = new ImbalanceHistograms(1, CLASSES, parallel);
      histograms.add(outputs, 0, truth, matches, 1.0 / 7);
      histograms.add(outputs, 1, truth, matches, 1.0 / 13);
      return histograms.bins(false);
    }
  }
}
