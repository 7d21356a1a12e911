package dev.fovea.data.synth;

import dev.fovea.core.box.Box;

/**
 * A shape in a picture.
 *
 * @param look what it looks like
 * @param x of its centre, pixels
 * @param y of its centre, pixels
 * @param radius of the circle around it, pixels
 */
record Figure(Look look, double x, double y, double radius) {
  /** What a hollow figure leaves out, beside the whole. */
  private static final double HOLE = 0.6;

  /** Boxes are rounded outwards to this grid: exact in a float, and short in a file. */
  private static final double GRID = 16;

  /** The corners in pixels; of a hollow figure, its hole follows as a second ring. */
  double[][][] rings() {
    double[][] outer = ring(1);
    return look.hollow() ? new double[][][] {outer, ring(HOLE)} : new double[][][] {outer};
  }

  private double[][] ring(double share) {
    double[][] corners = Shape.turned(look.shape().corners(), look.turn());
    for (double[] corner : corners) {
      corner[0] = x + share * radius * corner[0];
      corner[1] = y + share * radius * corner[1];
    }
    return corners;
  }

  /** The smallest box around the outline, rounded outwards to a sixteenth of a pixel. */
  Box box() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (double[] corner : ring(1)) {
      left = Math.min(left, corner[0]);
      top = Math.min(top, corner[1]);
      right = Math.max(right, corner[0]);
      bottom = Math.max(bottom, corner[1]);
    }
    return new Box(
        (float) (Math.floor(left * GRID) / GRID),
        (float) (Math.floor(top * GRID) / GRID),
        (float) (Math.ceil(right * GRID) / GRID),
        (float) (Math.ceil(bottom * GRID) / GRID));
  }

  /** Pixels between two centres. */
  double distance(Figure other) {
    return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
  }
}
