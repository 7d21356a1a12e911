package dev.fovea.core.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * What the metric averages over; {@link #coco()} has COCO's values.
 *
 * @param iouThresholds at most 31, ascending, each in {@code (0, 1]}
 * @param recallThresholds where precision is read off, ascending, each in {@code [0, 1]}
 * @param detectionLimits three, ascending: the best so many of each image and class count
 * @param smallArea square pixels up to which (inclusive) an object is small
 * @param mediumArea square pixels up to which (inclusive) it is medium; from there on it is large
 */
public record CocoSettings(
    List<Double> iouThresholds,
    List<Double> recallThresholds,
    List<Integer> detectionLimits,
    double smallArea,
    double mediumArea) {
  /** One bit of an int for each threshold, the sign left alone. */
  private static final int MOST_IOU_THRESHOLDS = 31;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the value that is not accepted
   */
  public CocoSettings {
    iouThresholds = List.copyOf(iouThresholds);
    recallThresholds = List.copyOf(recallThresholds);
    detectionLimits = List.copyOf(detectionLimits);
    require(
        !iouThresholds.isEmpty()
            && iouThresholds.size() <= MOST_IOU_THRESHOLDS
            && ascending(iouThresholds)
            && iouThresholds.stream().allMatch(t -> t > 0 && t <= 1),
        "IoU thresholds must be 1 to 31 ascending numbers above 0 and up to 1, not "
            + iouThresholds);
    require(
        !recallThresholds.isEmpty()
            && ascending(recallThresholds)
            && recallThresholds.stream().allMatch(t -> t >= 0 && t <= 1),
        "recall thresholds must be ascending numbers from 0 to 1, not " + recallThresholds);
    require(
        detectionLimits.size() == 3
            && ascending(detectionLimits)
            && detectionLimits.getFirst() >= 1,
        "detection limits must be three ascending numbers of 1 or more, not " + detectionLimits);
    require(
        smallArea > 0 && mediumArea >= smallArea && Double.isFinite(mediumArea),
        "the limits of small and medium must ascend from 0, not " + smallArea + ", " + mediumArea);
  }

  /** IoU 0.50:0.05:0.95, recall 0:0.01:1, 1 10 100 detections, 32² and 96² pixels. */
  public static CocoSettings coco() {
    return new CocoSettings(
        evenly(0.5, 0.95, 10), evenly(0, 1, 101), List.of(1, 10, 100), 32 * 32, 96 * 96);
  }

  /** The same at other IoU thresholds. */
  public CocoSettings withIouThresholds(List<Double> thresholds) {
    return new CocoSettings(thresholds, recallThresholds, detectionLimits, smallArea, mediumArea);
  }

  /** The last of the detection limits. */
  int mostDetections() {
    return detectionLimits.getLast();
  }

  /** numpy's {@code linspace}: the same roundings, the end exact. */
  static List<Double> evenly(double first, double last, int count) {
    double step = (last - first) / (count - 1);
    List<Double> values = new ArrayList<>(count);
    for (int i = 0; i < count - 1; i++) {
      values.add(i * step + first);
    }
    values.add(last);
    return values;
  }

  private static <T extends Comparable<T>> boolean ascending(List<T> values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
