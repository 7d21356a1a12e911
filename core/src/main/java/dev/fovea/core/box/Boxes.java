package dev.fovea.core.box;

/**
 * Geometry of boxes that lie in flat arrays {@code [N, 4]}: x1, y1, x2, y2 in pixels.
 *
 * <p>The order of the float operations is that of torchvision's {@code ops/boxes.py}, so that an
 * overlap beside a threshold falls on the same side.
 */
public final class Boxes {
  private Boxes() {}

  /** The area of box {@code index}, square pixels. */
  public static float area(float[] boxes, int index) {
    int at = 4 * index;
    return (boxes[at + 2] - boxes[at]) * (boxes[at + 3] - boxes[at + 1]);
  }

  /** The area that two boxes share, square pixels; 0 for boxes that only touch. */
  public static float intersection(float[] firsts, int first, float[] seconds, int second) {
    int a = 4 * first;
    int b = 4 * second;
    float width = Math.min(firsts[a + 2], seconds[b + 2]) - Math.max(firsts[a], seconds[b]);
    float height =
        Math.min(firsts[a + 3], seconds[b + 3]) - Math.max(firsts[a + 1], seconds[b + 1]);
    return Math.max(width, 0) * Math.max(height, 0);
  }

  /** Intersection over union, {@code [0, 1]}; 0 for boxes that share nothing, empty ones too. */
  public static float iou(float[] firsts, int first, float[] seconds, int second) {
    float intersection = intersection(firsts, first, seconds, second);
    if (intersection == 0) {
      return 0;
    }
    return intersection / (area(firsts, first) + area(seconds, second) - intersection);
  }

  /** The part of the first box that the second one covers, {@code [0, 1]}. */
  public static float coverage(float[] firsts, int first, float[] seconds, int second) {
    float intersection = intersection(firsts, first, seconds, second);
    return intersection == 0 ? 0 : intersection / area(firsts, first);
  }

  /** Moves the corners of box {@code index} into {@code [0, width] × [0, height]}. */
  public static void clip(float[] boxes, int index, float width, float height) {
    int at = 4 * index;
    boxes[at] = Math.clamp(boxes[at], 0, width);
    boxes[at + 1] = Math.clamp(boxes[at + 1], 0, height);
    boxes[at + 2] = Math.clamp(boxes[at + 2], 0, width);
    boxes[at + 3] = Math.clamp(boxes[at + 3], 0, height);
  }

  /** Whether box {@code index} has no area: a side of zero, a negative one or NaN. */
  public static boolean isEmpty(float[] boxes, int index) {
    int at = 4 * index;
    return !(boxes[at + 2] > boxes[at] && boxes[at + 3] > boxes[at + 1]);
  }

  /** Whether no coordinate of box {@code index} is infinite or NaN. */
  public static boolean isFinite(float[] boxes, int index) {
    int at = 4 * index;
    return Float.isFinite(boxes[at])
        && Float.isFinite(boxes[at + 1])
        && Float.isFinite(boxes[at + 2])
        && Float.isFinite(boxes[at + 3]);
  }
}
