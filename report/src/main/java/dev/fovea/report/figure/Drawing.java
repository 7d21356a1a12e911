package dev.fovea.report.figure;

import java.util.List;

/**
 * A figure laid out: shapes in pixels, the origin at the top left.
 *
 * @param title what it shows, for those who do not see it
 * @param width in pixels
 * @param height in pixels
 * @param shapes the first one lies lowest
 */
record Drawing(String title, int width, int height, List<Shape> shapes) {
  Drawing {
    shapes = List.copyOf(shapes);
  }

  /** Where a text's place lies in it. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** One of the few things that a figure consists of; colours are {@code #rrggbb}. */
  sealed interface Shape {
    /** A line through points. */
    record Path(List<Point> points, String colour, double width, List<Double> dash)
        implements Shape {}

    /** A filled rectangle. */
    record Area(double x, double y, double width, double height, String colour) implements Shape {}

    /** A filled circle. */
    record Disc(Point centre, double radius, String colour) implements Shape {}

    /** A line of text on its baseline; {@code upright} is read from below to above. */
    record Text(Point at, String text, Font font, Anchor anchor, boolean upright)
        implements Shape {}
  }

  /** A text's look. */
  record Font(double size, boolean bold, String colour) {}
}
