package dev.fovea.nn.settings;

import dev.fovea.core.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
final class NearestName {
  private NearestName() {}

  /** The known name nearest to {@code name}, or nothing when none is near. */
  static Optional<String> of(String name, Collection<String> known) {
    String leaf = leaf(name);
    Optional<String> elsewhere = known.stream().filter(k -> leaf(k).equals(leaf)).findFirst();
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    return known.stream()
        .min(Comparator.comparingInt(k -> EditDistance.between(name, k)))
        .filter(
            nearest ->
                EditDistance.between(name, nearest) <= Math.max(2, leaf(nearest).length() / 3))
        .or(() -> nearestLeaf(name, known));
  }

  /** For a key that lacks its branch as well. */
  private static Optional<String> nearestLeaf(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> EditDistance.between(leaf(name), leaf(k))))
        .filter(k -> EditDistance.between(leaf(name), leaf(k)) <= (leaf(k).length() < 5 ? 1 : 2));
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
