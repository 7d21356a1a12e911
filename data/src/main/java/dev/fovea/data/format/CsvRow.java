package dev.fovea.data.format;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row of a CSV file.
 *
 * @param columns name in lower case → position
 * @param cells as written; a short row has fewer than there are columns
 */
record CsvRow(Map<String, Integer> columns, List<String> cells, Place place) {
  private static final Set<String> TRUE = Set.of("1", "true", "yes");

  /** The cell of the first of these columns that the file has; empty where it is blank. */
  String text(List<String> names) {
    for (String name : names) {
      Integer at = columns.get(name);
      if (at != null) {
        return at < cells.size() ? cells.get(at) : "";
      }
    }
    return "";
  }

  /** Whether a cell says {@code 1}, {@code true} or {@code yes}. */
  boolean flag(List<String> names) {
    return TRUE.contains(text(names).strip().toLowerCase(Locale.ROOT));
  }

  /** A finite number; empty where there is none, which the sink was told. */
  Optional<Double> number(List<String> names, DefectSink sink) {
    String text = text(names).strip();
    Optional<Double> number = Numbers.parse(text);
    if (number.isEmpty()) {
      DefectKind kind = text.isEmpty() ? DefectKind.MISSING_FIELD : DefectKind.NOT_A_NUMBER;
      tell(kind, names, "is '" + text + "', not a number", sink);
    } else if (!Double.isFinite(number.get())) {
      tell(DefectKind.NOT_FINITE, names, "is " + text + ", not a finite number", sink);
      return Optional.empty();
    }
    return number;
  }

  /** Tells the sink what is wrong with a cell. */
  void tell(DefectKind kind, List<String> names, String what, DefectSink sink) {
    String name = names.stream().filter(columns::containsKey).findFirst().orElse(names.getFirst());
    sink.refuse(new Defect(kind, place, "The " + name + " of " + place + " " + what + "."));
  }
}
