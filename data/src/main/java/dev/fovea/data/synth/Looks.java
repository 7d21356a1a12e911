package dev.fovea.data.synth;

import java.util.random.RandomGenerator;

/** How objects look, and what is drawn to be mistaken for them. */
final class Looks {
  private static final double HUE_SPREAD = 7;
  private static final double TILT = 8;
  private static final Shape[] SHAPES = Shape.values();

  private Looks() {}

  static Look object(ObjectKind kind, RandomGenerator random) {
    return new Look(kind.shape(), false, tilt(random), vivid(kind.hue(), random), opacity(random));
  }

  /** An object of which exactly one thing is wrong: colour, middle, direction or shape. */
  static Look lookalike(RandomGenerator random) {
    ObjectKind kind = ObjectKind.values()[random.nextInt(ObjectKind.values().length)];
    Look right = object(kind, random);
    return switch (random.nextInt(4)) {
      case 0 -> {
        double away = kind.hue() + random.nextDouble(60, 300);
        yield new Look(right.shape(), false, right.turn(), vivid(away, random), right.opacity());
      }
      case 1 -> new Look(right.shape(), true, right.turn(), right.colour(), right.opacity());
      case 2 -> turnedOver(kind, right);
      default -> {
        Shape wrong = random.nextBoolean() ? Shape.CROSS : Shape.SPARK;
        yield new Look(wrong, false, right.turn(), right.colour(), right.opacity());
      }
    };
  }

  /** A square on its corner, a triangle on its head; for other shapes direction means little. */
  private static Look turnedOver(ObjectKind kind, Look right) {
    return switch (kind) {
      case SQUARE ->
          new Look(right.shape(), false, right.turn() + 45, right.colour(), right.opacity());
      case TRIANGLE ->
          new Look(right.shape(), false, right.turn() + 180, right.colour(), right.opacity());
      default -> new Look(right.shape(), true, right.turn(), right.colour(), right.opacity());
    };
  }

  /** Any shape in any direction, too pale to be an object. */
  static Look clutter(RandomGenerator random) {
    Colour pale =
        Colour.of(
            random.nextDouble(360), random.nextDouble(0, 0.25), random.nextDouble(0.08, 0.92));
    Shape shape = SHAPES[random.nextInt(SHAPES.length)];
    return new Look(
        shape, random.nextInt(3) == 0, random.nextDouble(360), pale, random.nextDouble(0.4, 0.9));
  }

  private static Colour vivid(double hue, RandomGenerator random) {
    double near = hue + random.nextDouble(-HUE_SPREAD, HUE_SPREAD);
    double degrees = (near % 360 + 360) % 360;
    return Colour.of(degrees, random.nextDouble(0.6, 0.95), random.nextDouble(0.38, 0.6));
  }

  private static double tilt(RandomGenerator random) {
    return random.nextDouble(-TILT, TILT);
  }

  private static double opacity(RandomGenerator random) {
    return random.nextDouble(0.78, 1);
  }
}
