package dev.fovea.data.format;

import dev.fovea.core.Size;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A box as a file states it, in the file's own unit; no order of its corners is promised. */
record Corners(double x1, double y1, double x2, double y2) {
  /**
   * The box whose four numbers a record states one by one.
   *
   * @param keys of x1, y1, x2, y2
   * @param number reads one; after the first that is empty no other is read
   */
  static <K> Optional<Corners> ofFields(List<K> keys, Function<K, Optional<Double>> number) {
    double[] numbers = new double[4];
    for (int i = 0; i < 4; i++) {
      Optional<Double> read = number.apply(keys.get(i));
      if (read.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = read.get();
    }
    return Optional.of(new Corners(numbers[0], numbers[1], numbers[2], numbers[3]));
  }

  /** The box of this extent around a centre. */
  static Corners ofCentre(double x, double y, double width, double height) {
    return new Corners(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  /** The smallest box that holds all points, given as {@code x1, y1, x2, y2, …}. */
  static Corners around(double... points) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i + 1 < points.length; i += 2) {
      left = Math.min(left, points[i]);
      top = Math.min(top, points[i + 1]);
      right = Math.max(right, points[i]);
      bottom = Math.max(bottom, points[i + 1]);
    }
    return new Corners(left, top, right, bottom);
  }

  /** The smallest upright box that holds this one turned around its centre by some degrees. */
  Corners turned(double degrees) {
    double cosine = Math.abs(Math.cos(Math.toRadians(degrees)));
    double sine = Math.abs(Math.sin(Math.toRadians(degrees)));
    double width = x2 - x1;
    double height = y2 - y1;
    return ofCentre(
        (x1 + x2) / 2,
        (y1 + y2) / 2,
        width * cosine + height * sine,
        width * sine + height * cosine);
  }

  /** In pixels, where this is in shares of a picture. */
  Corners of(Size picture) {
    return new Corners(
        x1 * picture.width(), y1 * picture.height(), x2 * picture.width(), y2 * picture.height());
  }
}
