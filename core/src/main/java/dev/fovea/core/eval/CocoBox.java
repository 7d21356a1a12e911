package dev.fovea.core.eval;

import dev.fovea.core.box.Box;

/**
 * A box as COCO's JSON writes it, in double: the metric's last bit depends on it.
 *
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width in pixels, at least 0
 * @param height in pixels, at least 0
 */
public record CocoBox(double x, double y, double width, double height) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite or a size is negative
   */
  public CocoBox {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("a box at (" + x + ", " + y + ") lies nowhere");
    }
    if (!(width >= 0 && height >= 0) || Double.isInfinite(width) || Double.isInfinite(height)) {
      throw new IllegalArgumentException(
          "a box of "
              + width
              + " x "
              + height
              + " pixels: sizes must be finite numbers of 0 or more");
    }
  }

  /** The same box as edges and sizes; the sizes are taken in double. */
  public static CocoBox of(Box box) {
    return new CocoBox(
        box.x1(), box.y1(), (double) box.x2() - box.x1(), (double) box.y2() - box.y1());
  }

  /** Width times height, in square pixels. */
  public double area() {
    return width * height;
  }

  /** Intersection over union, with the bits that the metric has; 0 where nothing is shared. */
  public double overlap(CocoBox other) {
    return overlap(other, false);
  }

  /** The part of this box that lies in {@code region}: what COCO takes with crowds. */
  public double inside(CocoBox region) {
    return overlap(region, true);
  }

  private double overlap(CocoBox other, boolean crowd) {
    return Overlap.of(flat(), 0, other.flat(), 0, crowd);
  }

  private double[] flat() {
    return new double[] {x, y, width, height};
  }
}
