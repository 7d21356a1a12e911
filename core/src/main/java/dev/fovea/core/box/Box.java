package dev.fovea.core.box;

/**
 * A box in absolute pixels, continuous coordinates (width = x2 − x1), origin top left.
 *
 * @param x1 left
 * @param y1 top
 * @param x2 right
 * @param y2 bottom
 */
public record Box(float x1, float y1, float x2, float y2) {
  /** Pixels, negative where the corners are swapped. */
  public float width() {
    return x2 - x1;
  }

  /** Pixels, negative where the corners are swapped. */
  public float height() {
    return y2 - y1;
  }

  /** Square pixels. */
  public float area() {
    return width() * height();
  }
}
