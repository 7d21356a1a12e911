package dev.fovea.data.split;

import dev.fovea.core.FoveaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How large the parts of a data set are to be.
 *
 * @param parts name → share of the images, above 0, summing to 1; at least two
 */
public record Shares(Map<String, Double> parts) {
  private static final double ROUNDING = 1e-3;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]*";

  public Shares {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    if (parts.size() < 2
        || Math.abs(sum - 1) > ROUNDING
        || parts.values().stream().anyMatch(share -> !(share > 0))
        || parts.keySet().stream().anyMatch(name -> !name.matches(NAME))) {
      throw FoveaException.user(
          "the parts are %s; accepted: two or more NAME=SHARE, shares above 0 that sum to 1 (these sum to %s), names of letters, digits, - and _, such as train=0.8,val=0.2"
              .formatted(parts, sum));
    }
  }

  /**
   * Reads {@code train=0.8,val=0.2}.
   *
   * @throws FoveaException when it is written otherwise
   */
  public static Shares parse(String text) {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", -1);
      double share = Double.NaN;
      try {
        share = sides.length == 2 ? Double.parseDouble(sides[1]) : Double.NaN;
      } catch (NumberFormatException notOne) {
        // Told with the others below.
      }
      if (Double.isNaN(share) || parts.put(sides[0], share) != null) {
        throw FoveaException.user(
            "the part '"
                + part
                + "' is not NAME=SHARE with a name of its own; accepted: such as"
                + " train=0.8,val=0.2");
      }
    }
    return new Shares(parts);
  }

  /** Their names, in the order given. */
  List<String> names() {
    return List.copyOf(parts.keySet());
  }

  /** The share of part {@code index}. */
  double of(int index) {
    return List.copyOf(parts.values()).get(index);
  }

  /** Whole numbers of images that sum to {@code images}, each rounded by the largest remainder. */
  int[] targets(int images) {
    List<Double> exact = new ArrayList<>();
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    parts.values().forEach(share -> exact.add(share / sum * images));
    int[] targets = exact.stream().mapToInt(Double::intValue).toArray();
    int missing = images - IntStream.of(targets).sum();
    IntStream.range(0, targets.length)
        .boxed()
        .sorted((a, b) -> Double.compare(exact.get(b) % 1, exact.get(a) % 1))
        .limit(missing)
        .forEach(part -> targets[part]++);
    return targets;
  }
}
