package dev.fovea.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The answer to a name that is not among the known ones. */
public final class KnownNames {
  private static final int SHOWN = 20;

  private KnownNames() {}

  /** The nearest known name as a question where one is near; then the known names. */
  public static String hint(String unknown, List<String> known) {
    String nearest =
        known.stream()
            .min(Comparator.comparingInt(name -> distance(unknown, name)))
            .filter(name -> distance(unknown, name) <= Math.max(1, unknown.length() * 2 / 5))
            .map(name -> "Did you mean " + name + "? ")
            .orElse("");
    String list = String.join(", ", known.subList(0, Math.min(SHOWN, known.size())));
    String more = known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : "";
    return nearest + "Known: " + (known.isEmpty() ? "none" : list + more) + ".";
  }

  /** Levenshtein's distance without regard to case. */
  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[right.length()];
  }
}
