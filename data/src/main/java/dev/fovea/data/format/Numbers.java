package dev.fovea.data.format;

import java.util.Optional;

/** Numbers in annotation files. */
final class Numbers {
  private Numbers() {}

  /** A text as a number, finite or not; empty where it is none. */
  static Optional<Double> parse(String text) {
    try {
      return Optional.of(Double.parseDouble(text.strip()));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
