package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;

/**
 * Detections as flat arrays, ordered by class, image, falling score, place in the file; those over
 * the limit of their image and class are left out.
 *
 * @param box {@code [n, 4]}: x, y, width, height
 * @param image {@code [n]}: place in {@link ImageOrder}
 * @param rank {@code [n]}: place by score within image and class
 * @param classStart {@code [K + 1]}: where each class begins
 * @param byScore {@code [n]}: for each class in turn its detections by falling score, equal scores
 *     by image
 */
record DetectionTable(double[] box, int[] image, int[] rank, int[] classStart, int[] byScore) {
  static DetectionTable of(
      List<DetectedObject> detections, ImageOrder images, int classCount, int limit) {
    int[] imageOf = detections.stream().mapToInt(d -> images.place(d.imageId())).toArray();
    int[] classOf = detections.stream().mapToInt(d -> classIndex(d, classCount)).toArray();
    int[] scoreRank =
        CountingSort.descendingRanks(
            detections.stream().mapToDouble(DetectedObject::score).toArray());
    int[] order = CountingSort.identity(detections.size());
    order = CountingSort.stable(order, scoreRank, detections.size());
    order = CountingSort.stable(order, imageOf, images.count());
    order = CountingSort.stable(order, classOf, classCount);
    int[] rank = ranks(order, classOf, imageOf);
    int[] kept = keep(order, rank, limit);
    int[] keptClass = pick(classOf, kept);
    int[] byScore =
        CountingSort.stable(
            CountingSort.identity(kept.length), pick(scoreRank, kept), detections.size());
    DetectionTable table =
        new DetectionTable(
            new double[4 * kept.length],
            pick(imageOf, kept),
            pick(rank, kept),
            CountingSort.starts(keptClass, classCount),
            CountingSort.stable(byScore, keptClass, classCount));
    for (int i = 0; i < kept.length; i++) {
      Overlap.put(detections.get(kept[i]).box(), table.box, i);
    }
    return table;
  }

  private static int classIndex(DetectedObject detection, int classCount) {
    if (detection.classIndex() < 0 || detection.classIndex() >= classCount) {
      throw new IllegalArgumentException(
          "class index " + detection.classIndex() + " of a detection in image "
              + detection.imageId() + " is not in 0 … " + (classCount - 1));
    }
    return detection.classIndex();
  }

  /** For each item its place among the items of its class and image. */
  private static int[] ranks(int[] order, int[] classOf, int[] imageOf) {
    int[] rank = new int[order.length];
    for (int i = 1; i < order.length; i++) {
      int before = order[i - 1];
      int item = order[i];
      boolean same = classOf[before] == classOf[item] && imageOf[before] == imageOf[item];
      rank[item] = same ? rank[before] + 1 : 0;
    }
    return rank;
  }

  private static int[] keep(int[] order, int[] rank, int limit) {
    return Arrays.stream(order).filter(item -> rank[item] < limit).toArray();
  }

  private static int[] pick(int[] values, int[] items) {
    return Arrays.stream(items).map(item -> values[item]).toArray();
  }
}
