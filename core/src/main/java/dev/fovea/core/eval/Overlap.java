package dev.fovea.core.eval;

/** Intersection over union of boxes in flat arrays, with maskApi.c's order of operations. */
final class Overlap {
  private Overlap() {}

  static void put(CocoBox box, double[] boxes, int at) {
    boxes[4 * at] = box.x();
    boxes[4 * at + 1] = box.y();
    boxes[4 * at + 2] = box.width();
    boxes[4 * at + 3] = box.height();
  }

  /**
   * The overlap of detection {@code i} with annotated box {@code j}; with a crowd, the part of the
   * detection inside it.
   *
   * @param found {@code [n, 4]}: x, y, width, height
   * @param truth the same
   */
  static double of(double[] found, int i, double[] truth, int j, boolean crowd) {
    double width = shared(found, 4 * i, truth, 4 * j);
    if (width <= 0) {
      return 0;
    }
    double height = shared(found, 4 * i + 1, truth, 4 * j + 1);
    if (height <= 0) {
      return 0;
    }
    double intersection = width * height;
    double foundArea = found[4 * i + 2] * found[4 * i + 3];
    double truthArea = truth[4 * j + 2] * truth[4 * j + 3];
    return intersection / (crowd ? foundArea : foundArea + truthArea - intersection);
  }

  /** Length that two spans have in common; each has its start here, its length two places on. */
  private static double shared(double[] a, int i, double[] b, int j) {
    return Math.min(a[i + 2] + a[i], b[j + 2] + b[j]) - Math.max(a[i], b[j]);
  }
}
