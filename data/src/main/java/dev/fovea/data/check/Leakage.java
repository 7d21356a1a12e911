package dev.fovea.data.check;

import dev.fovea.data.check.PictureChecks.Print;
import dev.fovea.data.format.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures that are in a data set more than once: what is learned by heart in one split is then no
 * proof in another.
 *
 * @param splits split → its files; none a union of others
 * @param prints of all pictures
 */
record Leakage(Map<String, Set<Path>> splits, Map<Path, Print> prints) {
  /** The kind of a picture that two splits have. */
  static final String SHARED = "picture-in-two-splits";

  /** Of 256 bits; unrelated pictures differ in about 128. */
  private static final int ALIKE = 12;

  /** With fewer bits set, or unset, a picture is too plain to be told from another. */
  private static final int PLAIN = 24;

  private static final PerceptualHash NOTHING = new PerceptualHash(0, 0, 0, 0);

  /** {@code picture-duplicate}: the same bytes twice in one split, under two names. */
  void duplicates(Findings findings) {
    for (Map.Entry<String, Set<Path>> split : splits.entrySet()) {
      Map<String, Path> seen = new HashMap<>();
      for (Path file : split.getValue().stream().sorted().toList()) {
        Optional<Path> first = print(file).map(print -> seen.putIfAbsent(print.digest(), file));
        first.ifPresent(
            other ->
                findings.warning(
                    "picture-duplicate",
                    Place.of(file),
                    "In the split %s, %s is the same file as %s."
                        .formatted(split.getKey(), file, other)));
      }
    }
  }

  /**
   * {@code picture-in-two-splits}: the same bytes in two splits; {@code picture-alike}: the same to
   * the eye, or nearly. The later split's pictures are told, each with its nearest.
   */
  void acrossSplits(Findings findings) {
    List<String> names = new ArrayList<>(splits.keySet());
    for (int later = 1; later < names.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        for (Path file : splits.get(names.get(later)).stream().sorted().toList()) {
          compare(file, names.get(later), names.get(earlier), findings);
        }
      }
    }
  }

  private void compare(Path file, String split, String other, Findings findings) {
    Optional<Print> own = print(file);
    if (own.isEmpty()) {
      return;
    }
    int nearest = ALIKE + 1;
    Path likest = file;
    boolean same = false;
    for (Path candidate : splits.get(other)) {
      Optional<Print> print = print(candidate);
      if (print.isPresent() && print.get().digest().equals(own.get().digest())) {
        likest = candidate;
        same = true;
        break;
      }
      int distance = print.map(p -> p.hash().distance(own.get().hash())).orElse(nearest);
      if (distance < nearest) {
        nearest = distance;
        likest = candidate;
      }
    }
    if (same) {
      findings.error(
          SHARED,
          Place.of(file),
          "%s of the split %s is also in the split %s (%s).".formatted(file, split, other, likest));
    } else if (nearest <= ALIKE && !isPlain(own.get().hash())) {
      findings.warning(
          "picture-alike",
          Place.of(file),
          "%s of the split %s looks like %s of the split %s (%d of 256 bits differ)."
              .formatted(file, split, likest, other, nearest));
    }
  }

  private Optional<Print> print(Path file) {
    return Optional.ofNullable(prints.get(file));
  }

  private static boolean isPlain(PerceptualHash hash) {
    int set = hash.distance(NOTHING);
    return set < PLAIN || set > 256 - PLAIN;
  }
}
