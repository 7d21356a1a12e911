package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;

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
      for (int t = 0; t < ious.length; t++) {
        PrecisionCurve curve = curve(classIndex, matches, found, a, t);
        curve.read(
            recalls, precision[a], t * recalls.length * classCount + classIndex, classCount);
        recall[a][t * classCount + classIndex] = curve.recall();
      }
    }
    if (matches.objects()[AreaRange.ALL] > 0) {
      addLimited(classIndex, matches, found);
    }
  }

  private static PrecisionCurve curve(
      int classIndex, ClassMatches matches, DetectionTable found, int area, int threshold) {
    int first = found.classStart()[classIndex];
    int[] hits = matches.hits()[area];
    int[] ignored = matches.ignored()[area];
    PrecisionCurve curve = new PrecisionCurve(matches.objects()[area]);
    for (int i = first; i < found.classStart()[classIndex + 1]; i++) {
      int d = found.byScore()[i] - first;
      if ((ignored[d] >>> threshold & 1) == 0) {
        curve.add((hits[d] >>> threshold & 1) == 1);
      }
    }
    return curve;
  }

  private void addLimited(int classIndex, ClassMatches matches, DetectionTable found) {
    int first = found.classStart()[classIndex];
    int[] hits = matches.hits()[AreaRange.ALL];
    for (int m = 0; m < limits.size(); m++) {
      for (int t = 0; t < ious.length; t++) {
        int count = 0;
        for (int d = 0; d < hits.length; d++) {
          count += found.rank()[first + d] < limits.get(m) ? hits[d] >>> t & 1 : 0;
        }
        limitedRecall[m][t * classCount + classIndex] =
            (double) count / matches.objects()[AreaRange.ALL];
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
