package dev.fovea.core.eval;

import dev.fovea.core.Parallel;
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
  /** The table, made by the caller's thread alone. */
  static DetectionTable of(
      List<DetectedObject> detections, ImageOrder images, int classCount, int limit) {
    try (Parallel alone = new Parallel(1)) {
      return new DetectionSorting(DetectedObjects.of(detections), images, classCount)
          .table(limit, alone);
    }
  }
}
