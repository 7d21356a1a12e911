package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Precision and recall of every class, area and threshold: {@code COCOeval.accumulate}.
 *
 * <p>Several threads may add classes at once: each class has arrays of its own. The means go
 * through them in the order of pycocotools' arrays, since their last bit depends on it.
 */
final class Accumulation {
  private static final double[] UNDEFINED = {};

  private final int classCount;
  private final int areaCount;
  private final double[] ious;
  private final double[] recalls;
  private final List<Integer> limits;

  /** {@code [areas][classes][ious, recalls]}, with the highest limit. */
  private final double[][][] precision;

  /** {@code [areas][classes][ious]}, with the highest limit. */
  private final double[][][] recall;

  /** {@code [limits][classes][ious]}, objects of every size. */
  private final double[][][] limitedRecall;

  Accumulation(CocoSettings settings, int classCount) {
    this.classCount = classCount;
    this.areaCount = AreaRange.of(settings).size();
    this.ious = settings.iouThresholds().stream().mapToDouble(t -> t).toArray();
    this.recalls = settings.recallThresholds().stream().mapToDouble(t -> t).toArray();
    this.limits = settings.detectionLimits();
    this.precision = undefined(areaCount);
    this.recall = undefined(areaCount);
    this.limitedRecall = undefined(limits.size());
  }

  private double[][][] undefined(int rows) {
    double[][][] values = new double[rows][classCount][];
    for (double[][] row : values) {
      Arrays.fill(row, UNDEFINED);
    }
    return values;
  }

  /** Takes up what became of one class's detections. */
  void add(int classIndex, ClassMatches matches, DetectionTable found) {
    for (int a = 0; a < areaCount; a++) {
      if (matches.objects()[a] > 0) {
        addArea(a, classIndex, curves(classIndex, matches, found, a));
      }
    }
    if (matches.objects()[AreaRange.ALL] > 0) {
      addLimited(classIndex, matches, found);
    }
  }

  private void addArea(int area, int classIndex, PrecisionCurve[] curves) {
    double[] precisions = new double[Math.multiplyExact(ious.length, recalls.length)];
    double[] found = new double[ious.length];
    for (int t = 0; t < ious.length; t++) {
      curves[t].read(recalls, precisions, t * recalls.length);
      found[t] = curves[t].recall();
    }
    precision[area][classIndex] = precisions;
    recall[area][classIndex] = found;
  }

  /**
   * One pass for all thresholds: a detection that hits at none is only counted.
   *
   * <p>Reads 12 bytes a detection, 8 of them in no order; bound by their latency where a class has
   * more detections than the second cache holds.
   */
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
      double[] count = new double[ious.length];
      for (int d = 0; d < hits.length; d++) {
        int counted = found.rank()[first + d] < limits.get(m) ? hits[d] : 0;
        for (int left = counted; left != 0; left &= left - 1) {
          count[Integer.numberOfTrailingZeros(left)]++;
        }
      }
      for (int t = 0; t < ious.length; t++) {
        count[t] /= matches.objects()[AreaRange.ALL];
      }
      limitedRecall[m][classIndex] = count;
    }
  }

  /** Mean precision of an area range over thresholds and classes. */
  double meanPrecision(int area) {
    return mean(precision[area], 0, ious.length * recalls.length);
  }

  /** The same at one IoU threshold; −1 if it is not among the settings. */
  double meanPrecisionAt(double iou) {
    int t = Arrays.binarySearch(ious, iou);
    return t < 0
        ? -1
        : mean(precision[AreaRange.ALL], t * recalls.length, (t + 1) * recalls.length);
  }

  /** Mean recall of an area range with the highest limit. */
  double meanRecall(int area) {
    return mean(recall[area], 0, ious.length);
  }

  /** Mean recall of all objects with one of the limits. */
  double meanRecallWithin(int limit) {
    return mean(limitedRecall[limit], 0, ious.length);
  }

  /** The mean of some columns, the classes' values side by side; −1 if no class has any. */
  private static double mean(double[][] classes, int from, int to) {
    double[][] defined =
        Arrays.stream(classes).filter(values -> values.length > 0).toArray(double[][]::new);
    double[] values = new double[Math.multiplyExact(defined.length, to - from)];
    int next = 0;
    for (int column = from; column < to; column++) {
      for (double[] one : defined) {
        values[next++] = one[column];
      }
    }
    return NumpyMean.ofDefined(values);
  }

  /** Precision over recall of every class at the IoU threshold with this place. */
  PrecisionRecall precisionRecall(int threshold) {
    Function<double[], List<Double>> curve =
        values ->
            values.length == 0 ? List.of() : Arrays.stream(row(values, threshold)).boxed().toList();
    return new PrecisionRecall(
        ious[threshold],
        Arrays.stream(recalls).boxed().toList(),
        Arrays.stream(precision[AreaRange.ALL]).map(curve).toList());
  }

  private double[] row(double[] values, int threshold) {
    return Arrays.copyOfRange(values, threshold * recalls.length, (threshold + 1) * recalls.length);
  }

  /** One class's values over all sizes, averaged. */
  CocoSummary.ClassResult ofClass(int classIndex, int truths) {
    double[] all = precision[AreaRange.ALL][classIndex];
    int half = Arrays.binarySearch(ious, 0.5);
    return new CocoSummary.ClassResult(
        NumpyMean.ofDefined(all),
        half < 0 || all.length == 0 ? -1 : NumpyMean.ofDefined(row(all, half)),
        NumpyMean.ofDefined(recall[AreaRange.ALL][classIndex]),
        truths);
  }
}
