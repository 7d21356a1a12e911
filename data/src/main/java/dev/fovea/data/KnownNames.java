package dev.fovea.data;

import dev.fovea.core.EditDistance;
import java.util.Comparator;
import java.util.List;

/** The answer to a name that is not among the known ones. */
public final class KnownNames {
  private static final int SHOWN = 20;

  private KnownNames() {}

  /** The nearest known name as a question where one is near; then the known names. */
  public static String hint(String unknown, List<String> known) {
    String nearest =
        known.stream()
            .min(Comparator.comparingInt(name -> EditDistance.between(unknown, name)))
            .filter(name -> EditDistance.between(unknown, name) <= farthest(unknown))
            .map(name -> "Did you mean " + name + "? ")
            .orElse("");
    String list = String.join(", ", known.subList(0, Math.min(SHOWN, known.size())));
    String more = known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : "";
    return nearest + "Known: " + (known.isEmpty() ? "none" : list + more) + ".";
  }

  /** Two exchanged letters are a distance of 2, and the likeliest slip. */
  private static int farthest(String unknown) {
    return unknown.length() < 4 ? 1 : Math.max(2, unknown.length() * 2 / 5);
  }
}
