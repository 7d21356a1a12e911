package dev.fovea.data.synth;

/** A shape by its corners, within a circle of radius 1 around the origin; y points down. */
enum Shape {
  DISC(star(32, 1)),
  SQUARE(turned(star(4, 1), 45)),
  TRIANGLE(star(3, 1)),
  STAR(star(5, 0.45)),
  SPARK(star(4, 0.35)),
  CROSS(cross(0.3));

  private final double[][] corners;

  Shape(double[][] corners) {
    this.corners = corners;
  }

  /** The corners in their order, each as x and y. */
  double[][] corners() {
    return corners;
  }

  /**
   * Points on the circle, the first on top, with others at {@code inner} between each two; without
   * the others where {@code inner} is 1.
   */
  private static double[][] star(int points, double inner) {
    int corners = inner == 1 ? points : 2 * points;
    double[][] result = new double[corners][];
    for (int i = 0; i < corners; i++) {
      // StrictMath, here and elsewhere: its last bit is the same on every machine.
      double angle = 2 * Math.PI * i / corners - Math.PI / 2;
      double radius = i % 2 == 0 || inner == 1 ? 1 : inner;
      result[i] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
    }
    return result;
  }

  /** An upright cross of arms that are {@code 2 * half} wide. */
  private static double[][] cross(double half) {
    double arm = Math.sqrt(1 - half * half);
    return new double[][] {
      {-half, -arm}, {half, -arm}, {half, -half}, {arm, -half}, {arm, half}, {half, half},
      {half, arm}, {-half, arm}, {-half, half}, {-arm, half}, {-arm, -half}, {-half, -half}
    };
  }

  /** The corners turned clockwise. */
  static double[][] turned(double[][] corners, double degrees) {
    double cos = StrictMath.cos(Math.toRadians(degrees));
    double sin = StrictMath.sin(Math.toRadians(degrees));
    double[][] result = new double[corners.length][];
    for (int i = 0; i < corners.length; i++) {
      double x = corners[i][0];
      double y = corners[i][1];
      result[i] = new double[] {cos * x - sin * y, sin * x + cos * y};
    }
    return result;
  }
}
