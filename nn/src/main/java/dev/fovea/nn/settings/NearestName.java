package dev.fovea.nn.settings;

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
        .min(Comparator.comparingInt(k -> distance(name, k)))
        .filter(nearest -> distance(name, nearest) <= Math.max(2, leaf(nearest).length() / 3))
        .or(() -> nearestLeaf(name, known));
  }

  /** For a key that lacks its branch as well. */
  private static Optional<String> nearestLeaf(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(leaf(name), leaf(k))))
        .filter(k -> distance(leaf(name), leaf(k)) <= (leaf(k).length() < 5 ? 1 : 2));
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Levenshtein's distance, letters in either case. */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
