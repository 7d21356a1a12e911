package dev.fovea.data.synth;

import dev.fovea.core.Size;
import dev.fovea.data.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What stands where in a scene, in the order of drawing.
 *
 * @param below distractors; objects may lie over them
 * @param objects what is to be found, whole inside the picture, with slight overlaps at most
 * @param above clutter that may lie over an object's rim
 */
record Arrangement(List<Figure> below, List<Placed> objects, List<Figure> above) {
  private static final double SMALLEST_RADIUS = 8;
  private static final double LARGEST_RADIUS = 15;
  private static final double SMALLEST_CLUTTER = 1.5;
  private static final double LARGEST_CLUTTER = 5;

  /** The share of the distractors that resemble an object; the rest is smaller clutter. */
  private static final double LOOKALIKES = 0.3;

  /** The share of the clutter that is drawn after the objects. */
  private static final double ABOVE = 0.1;

  private static final int TRIES = 50;

  /**
   * An object with its class.
   *
   * @param kind its class
   * @param figure where it is
   */
  record Placed(ObjectKind kind, Figure figure) {
    Annotation annotation() {
      return new Annotation(figure.box(), kind.ordinal(), false);
    }
  }

  static Arrangement draw(SceneSettings settings, RandomGenerator random) {
    Size size = settings.size();
    List<Placed> objects = objects(settings, random);
    int lookalikes = (int) Math.round(LOOKALIKES * settings.distractors());
    int clutter = settings.distractors() - lookalikes;
    int above = (int) Math.round(ABOVE * clutter);
    List<Figure> below = clutter(clutter - above, size, random);
    for (int i = 0; i < lookalikes; i++) {
      below.add(somewhere(Looks.lookalike(random), radius(random), size, random));
    }
    return new Arrangement(below, objects, sparing(clutter(above, size, random), objects));
  }

  List<Annotation> annotations() {
    return objects.stream().map(Placed::annotation).toList();
  }

  private static List<Placed> objects(SceneSettings settings, RandomGenerator random) {
    int wanted = 1 + random.nextInt(settings.mostObjects());
    List<Placed> placed = new ArrayList<>();
    for (int tries = 0; placed.size() < wanted && tries < TRIES * wanted; tries++) {
      ObjectKind kind = ObjectKind.draw(random);
      double radius = radius(random);
      double x = inside(radius, settings.size().width(), random);
      double y = inside(radius, settings.size().height(), random);
      Figure figure = new Figure(Looks.object(kind, random), x, y, radius);
      if (placed.stream().allMatch(other -> areApart(figure, other.figure()))) {
        placed.add(new Placed(kind, figure));
      }
    }
    return placed;
  }

  private static boolean areApart(Figure one, Figure other) {
    return one.distance(other) > 0.85 * (one.radius() + other.radius());
  }

  /** Small ones favoured: evenly spread by their logarithm. */
  private static double radius(RandomGenerator random) {
    return SMALLEST_RADIUS * StrictMath.pow(LARGEST_RADIUS / SMALLEST_RADIUS, random.nextDouble());
  }

  private static double inside(double radius, int side, RandomGenerator random) {
    return random.nextDouble(radius + 1, side - radius - 1);
  }

  private static List<Figure> clutter(int count, Size size, RandomGenerator random) {
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double radius = random.nextDouble(SMALLEST_CLUTTER, LARGEST_CLUTTER);
      figures.add(somewhere(Looks.clutter(random), radius, size, random));
    }
    return figures;
  }

  /** Anywhere, also across the picture's border. */
  private static Figure somewhere(Look look, double radius, Size size, RandomGenerator random) {
    double x = random.nextDouble(size.width());
    double y = random.nextDouble(size.height());
    return new Figure(look, x, y, radius);
  }

  /** Those that leave every object recognisable: one at most over each, and over its rim. */
  private static List<Figure> sparing(List<Figure> figures, List<Placed> objects) {
    List<Figure> kept = new ArrayList<>();
    List<Placed> covered = new ArrayList<>();
    for (Figure figure : figures) {
      List<Placed> below = objects.stream().filter(object -> meets(figure, object)).toList();
      boolean spares =
          below.stream()
              .noneMatch(object -> covered.contains(object) || hidesMiddle(figure, object));
      if (spares) {
        kept.add(figure);
        covered.addAll(below);
      }
    }
    return kept;
  }

  private static boolean meets(Figure figure, Placed object) {
    return figure.distance(object.figure()) < figure.radius() + object.figure().radius();
  }

  private static boolean hidesMiddle(Figure figure, Placed object) {
    return figure.distance(object.figure()) < 0.8 * object.figure().radius();
  }
}
