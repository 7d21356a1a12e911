package dev.fovea.core.eval;

import dev.fovea.core.Parallel;

/**
 * Makes a {@link DetectionTable}; threads share out its classes, of which each has a part of the
 * arrays of its own.
 */
final class DetectionSorting {
  private final DetectedObjects found;
  private final int classCount;

  /** {@code [n]} each, in the file's order. */
  private final int[] imageOf;

  private final int[] classOf;
  private final double[] score;

  /** Places in the file by class and image. */
  private final int[] order;

  /** {@code [K + 1]}: where each class begins in {@link #order}. */
  private final int[] start;

  /**
   * Orders by class and image.
   *
   * @throws IllegalArgumentException if an image id or class index is unknown
   */
  DetectionSorting(DetectedObjects found, ImageOrder images, int classCount) {
    this.found = found;
    this.classCount = classCount;
    this.imageOf = new int[found.size()];
    this.classOf = new int[found.size()];
    this.score = new double[found.size()];
    for (int d = 0; d < found.size(); d++) {
      imageOf[d] = images.place(found.imageId(d));
      classOf[d] = classIndex(d);
      score[d] = found.score(d);
    }
    int[] identity = CountingSort.identity(found.size());
    int[] byImage = CountingSort.stable(identity, imageOf, images.count());
    this.order = CountingSort.stable(byImage, classOf, classCount);
    this.start = CountingSort.starts(classOf, classCount);
  }

  private int classIndex(int d) {
    int index = found.classIndex(d);
    if (index < 0 || index >= classCount) {
      throw new IllegalArgumentException(
          "class index "
              + index
              + " of a detection in image "
              + found.imageId(d)
              + " is not in 0 … "
              + (classCount - 1));
    }
    return index;
  }

  /** The table of the best of each image and class; to be made once. */
  DetectionTable table(int limit, Parallel parallel) {
    int[] classStart = new int[classCount + 1];
    parallel.forEach(classCount, k -> classStart[k + 1] = sortImages(k, limit));
    for (int k = 0; k < classCount; k++) {
      classStart[k + 1] += classStart[k];
    }
    int kept = classStart[classCount];
    DetectionTable table =
        new DetectionTable(
            new double[4 * kept], new int[kept], new int[kept], classStart, new int[kept]);
    double[] keptScore = new double[kept];
    parallel.forEach(
        classCount,
        k -> {
          fill(k, limit, table, keptScore);
          ScoreOrder.sort(table.byScore(), classStart[k], classStart[k + 1], keptScore);
        });
    return table;
  }

  /**
   * Sorts the detections of each image by falling score.
   *
   * @return how many are within the limit
   */
  private int sortImages(int classIndex, int limit) {
    int kept = 0;
    int end = start[classIndex];
    while (end < start[classIndex + 1]) {
      int begin = end;
      end = imageEnd(begin, start[classIndex + 1]);
      ScoreOrder.sort(order, begin, end, score);
      kept += Math.min(limit, end - begin);
    }
    return kept;
  }

  private int imageEnd(int begin, int last) {
    int end = begin + 1;
    while (end < last && imageOf[order[end]] == imageOf[order[begin]]) {
      end++;
    }
    return end;
  }

  private void fill(int classIndex, int limit, DetectionTable table, double[] keptScore) {
    int next = table.classStart()[classIndex];
    int rank = 0;
    for (int i = start[classIndex]; i < start[classIndex + 1]; i++) {
      int d = order[i];
      boolean first = i == start[classIndex] || imageOf[order[i - 1]] != imageOf[d];
      rank = first ? 0 : rank + 1;
      if (rank < limit) {
        found.copyBox(d, table.box(), next);
        table.image()[next] = imageOf[d];
        table.rank()[next] = rank;
        table.byScore()[next] = next;
        keptScore[next++] = score[d];
      }
    }
  }
}
