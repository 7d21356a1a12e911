package dev.fovea.data.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * What is to be found: each class is one shape in one colour, upright and filled. What has only
 * some of these is none.
 */
enum ObjectKind {
  DISC(Shape.DISC, 12, 0.44),
  SQUARE(Shape.SQUARE, 215, 0.33),
  TRIANGLE(Shape.TRIANGLE, 130, 0.18),
  STAR(Shape.STAR, 52, 0.05);

  private final Shape shape;
  private final double hue;
  private final double share;

  ObjectKind(Shape shape, double hue, double share) {
    this.shape = shape;
    this.hue = hue;
    this.share = share;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(kind -> kind.shape.name().toLowerCase(Locale.ROOT)).toList();
  }

  Shape shape() {
    return shape;
  }

  /** Degrees on the colour wheel. */
  double hue() {
    return hue;
  }

  /** One of them, each as often as its share of all objects. */
  static ObjectKind draw(RandomGenerator random) {
    double left = random.nextDouble();
    for (ObjectKind kind : values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    return DISC; // the shares' sum may be rounded to less than 1
  }
}
