package dev.fovea.data.format;

import java.util.Optional;

/** The width and height of a picture as an annotation file states them. */
final class StatedSize {
  private StatedSize() {}

  /** A number as pixels; empty where it is no whole number above 0. */
  static Optional<Integer> side(double number) {
    boolean whole = number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number);
    return whole ? Optional.of((int) number) : Optional.empty();
  }
}
