package dev.fovea.core.box;

import java.util.Arrays;

/**
 * Boxes that suppress others, each coordinate in an array of its own.
 *
 * <p>20 bytes a box, read once for each comparison; most end at the test whether two boxes touch at
 * all, before the division.
 */
final class KeptBoxes {
  private static final int EXPECTED = 32;

  private float[] x1 = new float[EXPECTED];
  private float[] y1 = new float[EXPECTED];
  private float[] x2 = new float[EXPECTED];
  private float[] y2 = new float[EXPECTED];
  private float[] area = new float[EXPECTED];
  private int count;

  /** Adds row {@code row} of {@code [N, 4]}. */
  void add(float[] boxes, int row) {
    if (count == area.length) {
      x1 = Arrays.copyOf(x1, 2 * count);
      y1 = Arrays.copyOf(y1, 2 * count);
      x2 = Arrays.copyOf(x2, 2 * count);
      y2 = Arrays.copyOf(y2, 2 * count);
      area = Arrays.copyOf(area, 2 * count);
    }
    x1[count] = boxes[4 * row];
    y1[count] = boxes[4 * row + 1];
    x2[count] = boxes[4 * row + 2];
    y2[count] = boxes[4 * row + 3];
    area[count] = Boxes.area(boxes, row);
    count++;
  }

  /**
   * Whether the IoU of one of them with row {@code row} of {@code [N, 4]} is above the threshold.
   */
  boolean suppress(float[] boxes, int row, double threshold) {
    float left = boxes[4 * row];
    float top = boxes[4 * row + 1];
    float right = boxes[4 * row + 2];
    float bottom = boxes[4 * row + 3];
    float own = Boxes.area(boxes, row);
    for (int i = 0; i < count; i++) {
      if (x1[i] < right && left < x2[i] && y1[i] < bottom && top < y2[i]) {
        float width = Math.min(x2[i], right) - Math.max(x1[i], left);
        float height = Math.min(y2[i], bottom) - Math.max(y1[i], top);
        float intersection = width * height;
        if (intersection / (own + area[i] - intersection) > threshold) {
          return true;
        }
      }
    }
    return false;
  }
}
