package dev.fovea.data.transform;

import dev.fovea.core.FoveaException;

/** What the settings of transforms must satisfy. */
final class Requirements {
  private Requirements() {}

  static void probability(String what, double value) {
    require(value >= 0 && value <= 1, "the probability of a " + what + " must be in [0, 1]", value);
  }

  /** Throws a sentence with what was given unless {@code condition} holds; NaN never does. */
  static void require(boolean condition, String rule, Object given) {
    if (!condition) {
      throw FoveaException.user("Augmentation: " + rule + ", not " + given + ".");
    }
  }
}
