package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Precision and recall of every class, area and threshold: {@code COCOeval.accumulate}.
 *
 * <p>−1 stands where a class has no object. The order of the arrays is pycocotools', since the
 * mean's last bit depends on it.
 */
final class Accumulation {
  private final int classCount;
  private final int areaCount;
  private final double[] ious;
  private final double[] recalls;
  private final List<Integer> limits;

  /** {@code [areas][ious, recalls, classes]}, with the highest limit. */
  private final double[][] precision;

  /** {@code [areas][ious, classes]}, with the highest limit. */
  private final double[][] recall;

  /** {@code [limits][ious, classes]}, objects of every size. */
  private final double[][] limitedRecall;

  Accumulation(CocoSettings settings, int classCount) {
    this.classCount = classCount;
    this.areaCount = AreaRange.of(settings).size();
    this.ious = settings.iouThresholds().stream().mapToDouble(t -> t).toArray();
    this.recalls = settings.recallThresholds().stream().mapToDouble(t -> t).toArray();
    this.limits = settings.detectionLimits();
    int rows = Math.multiplyExact(ious.length, classCount);
    this.precision = undefined(areaCount, Math.multiplyExact(rows, recalls.length));
    this.recall = undefined(areaCount, rows);
    this.limitedRecall = undefined(limits.size(), rows);
  }

  private static double[][] undefined(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.fill(row, -1);
    }
    return values;
  }

  /** Takes up what became of one class's detections. */
  void add(int classIndex, ClassMatches matches, DetectionTable found) {
    for (int a = 0; a < areaCount; a++) {
      if (matches.objects()[a] == 0) {
        continue;
      }
      PrecisionCurve[] curves = curves(classIndex, matches, found, a);
      for (int t = 0; t < ious.length; t++) {
        int start = t * recalls.length * classCount + classIndex;
        curves[t].read(recalls, precision[a], start, classCount);
        recall[a][t * classCount + classIndex] = curves[t].recall();
      }
    }
    if (matches.objects()[AreaRange.ALL] > 0) {
      addLimited(classIndex, matches, found);
    }
  }

  /** One pass for all thresholds: a detection that hits at none is only counted. */
  private PrecisionCurve[] curves(
      int classIndex, ClassMatches matches, DetectionTable found, int area) {
    PrecisionCurve[] curves = new PrecisionCurve[ious.length];
    Arrays.setAll(curves, t -> new PrecisionCurve(matches.objects()[area]));
    int[] ignoredAt = new int[ious.length];
    int everyThreshold = (int) ((1L << ious.length) - 1);
    int first = found.classStart()[classIndex];
    int seen = 0;
    for (int i = first; i < found.classStart()[classIndex + 1]; i++) {
      int hits = matches.hits()[area][found.byScore()[i] - first];
      int ignored = matches.ignored()[area][found.byScore()[i] - first];
      if (ignored == everyThreshold) {
        continue;
      }
      for (int left = ignored; left != 0; left &= left - 1) {
        ignoredAt[Integer.numberOfTrailingZeros(left)]++;
      }
      for (int left = hits; left != 0; left &= left - 1) {
        int t = Integer.numberOfTrailingZeros(left);
        curves[t].hit(seen - ignoredAt[t] - curves[t].hits());
      }
      seen++;
    }
    return curves;
  }

  private void addLimited(int classIndex, ClassMatches matches, DetectionTable found) {
    int first = found.classStart()[classIndex];
    int[] hits = matches.hits()[AreaRange.ALL];
    for (int m = 0; m < limits.size(); m++) {
      int[] count = new int[ious.length];
      for (int d = 0; d < hits.length; d++) {
        int counted = found.rank()[first + d] < limits.get(m) ? hits[d] : 0;
        for (int left = counted; left != 0; left &= left - 1) {
          count[Integer.numberOfTrailingZeros(left)]++;
        }
      }
      for (int t = 0; t < ious.length; t++) {
        limitedRecall[m][t * classCount + classIndex] =
            (double) count[t] / matches.objects()[AreaRange.ALL];
      }
    }
  }

  /** Mean precision of an area range over thresholds and classes. */
  double meanPrecision(int area) {
    return NumpyMean.ofDefined(precision[area]);
  }

  /** The same at one IoU threshold; −1 if it is not among the settings. */
  double meanPrecisionAt(double iou) {
    int t = Arrays.binarySearch(ious, iou);
    int size = recalls.length * classCount;
    return t < 0
        ? -1
        : NumpyMean.ofDefined(
            Arrays.copyOfRange(precision[AreaRange.ALL], t * size, (t + 1) * size));
  }

  /** Mean recall of an area range with the highest limit. */
  double meanRecall(int area) {
    return NumpyMean.ofDefined(recall[area]);
  }

  /** Mean recall of all objects with one of the limits. */
  double meanRecallWithin(int limit) {
    return NumpyMean.ofDefined(limitedRecall[limit]);
  }

  /** Precision over recall of every class at the IoU threshold with this place. */
  PrecisionRecall precisionRecall(int threshold) {
    double[] all = precision[AreaRange.ALL];
    int start = threshold * recalls.length * classCount;
    List<List<Double>> classes =
        IntStream.range(0, classCount).mapToObj(k -> curve(all, start + k)).toList();
    return new PrecisionRecall(ious[threshold], Arrays.stream(recalls).boxed().toList(), classes);
  }

  /** The values of one class at one threshold; none where they are undefined. */
  private List<Double> curve(double[] values, int start) {
    return values[start] < 0
        ? List.of()
        : IntStream.range(0, recalls.length).mapToObj(r -> values[start + r * classCount]).toList();
  }

  /** One class's column of the arrays over all sizes, averaged. */
  CocoSummary.ClassResult ofClass(int classIndex, int truths) {
    double[] all = column(precision[AreaRange.ALL], classIndex);
    int half = Arrays.binarySearch(ious, 0.5);
    double[] atHalf =
        half < 0
            ? new double[0]
            : Arrays.copyOfRange(all, half * recalls.length, (half + 1) * recalls.length);
    return new CocoSummary.ClassResult(
        NumpyMean.ofDefined(all),
        NumpyMean.ofDefined(atHalf),
        NumpyMean.ofDefined(column(recall[AreaRange.ALL], classIndex)),
        truths);
  }

  private double[] column(double[] values, int classIndex) {
    double[] column = new double[values.length / classCount];
    Arrays.setAll(column, i -> values[i * classCount + classIndex]);
    return column;
  }
}
