package dev.fovea.core.eval;

import java.util.Arrays;

/**
 * Precision over recall of one class at every IoU threshold, where each detection counts as often
 * as its image was drawn.
 *
 * <p>The copies of a hit stand together: recall rises by their number, and the envelope has over
 * all of them the precision at their end.
 */
final class WeightedCurves {
  private final int everyThreshold;
  private final int[] hits;
  private final int[] ignored;
  private final int[] points;

  /** {@code [ious][points]}: hits so far, and the precision there. */
  private final int[][] hitsAt;

  private final double[][] precisionAt;
  private int seen;

  /**
   * Empty curves.
   *
   * @param capacity the most detections that hit at one threshold
   */
  WeightedCurves(int thresholds, int capacity) {
    this.everyThreshold = (int) ((1L << thresholds) - 1);
    this.hits = new int[thresholds];
    this.ignored = new int[thresholds];
    this.points = new int[thresholds];
    this.hitsAt = new int[thresholds][capacity];
    this.precisionAt = new double[thresholds][capacity];
  }

  void clear() {
    Arrays.fill(hits, 0);
    Arrays.fill(ignored, 0);
    Arrays.fill(points, 0);
    seen = 0;
  }

  /** Adds {@code weight} copies of the next detection; the words are {@link ClassMatches}'. */
  void add(int weight, int hitWord, int ignoredWord) {
    if (ignoredWord == everyThreshold) {
      return;
    }
    seen += weight;
    for (int left = ignoredWord; left != 0; left &= left - 1) {
      ignored[Integer.numberOfTrailingZeros(left)] += weight;
    }
    for (int left = hitWord; left != 0; left &= left - 1) {
      int t = Integer.numberOfTrailingZeros(left);
      hits[t] += weight;
      hitsAt[t][points[t]] = hits[t];
      precisionAt[t][points[t]++] = (double) hits[t] / (seen - ignored[t]);
    }
  }

  /** Average precision at a threshold: the mean of the envelope at the recalls; to be read once. */
  double averagePrecision(int threshold, double[] recalls, int objects) {
    double[] precision = precisionAt[threshold];
    int count = points[threshold];
    for (int i = count - 1; i > 0; i--) {
      precision[i - 1] = Math.max(precision[i - 1], precision[i]);
    }
    double sum = 0;
    int i = 0;
    for (double recall : recalls) {
      while (i < count && (double) hitsAt[threshold][i] / objects < recall) {
        i++;
      }
      if (i == count) {
        break;
      }
      sum += precision[i];
    }
    return sum / recalls.length;
  }
}
