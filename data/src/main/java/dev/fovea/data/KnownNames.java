package dev.fovea.data;

import dev.fovea.core.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The answer to a name that is not among the known ones. */
public final class KnownNames {
  private static final int SHOWN = 20;

  private KnownNames() {}

  /** The nearest known name as a question where one is near; then the known names. */
  public static String hint(String unknown, List<String> known) {
    String nearest = nearest(unknown, known).map(name -> "Did you mean " + name + "? ").orElse("");
    String list = String.join(", ", known.subList(0, Math.min(SHOWN, known.size())));
    String more = known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : "";
    return nearest + "Known: " + (known.isEmpty() ? "none" : list + more) + ".";
  }

  /** The known name that was likely meant: one that differs little, or the only one so begun. */
  public static Optional<String> nearest(String unknown, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> EditDistance.between(unknown, name)))
        .filter(name -> EditDistance.between(unknown, name) <= farthest(unknown))
        .or(() -> onlyBegun(unknown, known));
  }

  /** Two exchanged letters are a distance of 2, and the likeliest slip. */
  private static int farthest(String unknown) {
    return unknown.length() < 4 ? 1 : Math.max(2, unknown.length() * 2 / 5);
  }

  private static Optional<String> onlyBegun(String beginning, List<String> known) {
    List<String> begun = known.stream().filter(name -> name.startsWith(beginning)).toList();
    return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
  }
}
