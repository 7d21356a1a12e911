package dev.fovea.core.anchor;

/**
 * What is to be found in one training image, in the pixels of the network's input.
 *
 * @param boxes {@code [M, 4]}: x1, y1, x2, y2
 * @param classes {@code [M]}, {@code 0 … K−1}
 * @param ignored {@code [R, 4]}: regions where an anchor is neither positive nor negative
 */
public record TruthBoxes(float[] boxes, int[] classes, float[] ignored) {
  public TruthBoxes {
    if (boxes.length != 4 * classes.length || ignored.length % 4 != 0) {
      throw new IllegalArgumentException(
          boxes.length
              + " coordinates for "
              + classes.length
              + " classes, "
              + ignored.length
              + " for ignore regions");
    }
  }

  /** M, the number of boxes. */
  public int count() {
    return classes.length;
  }
}
