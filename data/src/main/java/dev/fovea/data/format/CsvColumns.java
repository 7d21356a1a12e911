package dev.fovea.data.format;

import dev.fovea.core.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns of {@link CsvFormat} with all their names, the one that is written first. */
final class CsvColumns {
  static final List<String> IMAGE = List.of("image", "filename", "file", "path");
  static final List<String> WIDTH = List.of("width");
  static final List<String> HEIGHT = List.of("height");
  static final List<String> CLASS = List.of("class", "label");
  static final List<String> SPLIT = List.of("split");
  private static final List<String> IGNORE = List.of("ignore", "difficult");
  private static final List<List<String>> CORNERS =
      List.of(
          List.of("x1", "xmin"),
          List.of("y1", "ymin"),
          List.of("x2", "xmax"),
          List.of("y2", "ymax"));

  /** The names of all columns in the order in which they are written. */
  static final List<String> WRITTEN =
      List.of("image", "width", "height", "class", "x1", "y1", "x2", "y2", "ignore", "split");

  private CsvColumns() {}

  /** Whether these columns can hold boxes. */
  static boolean suffice(Set<String> columns) {
    return has(columns, IMAGE)
        && has(columns, CLASS)
        && CORNERS.stream().allMatch(corner -> has(columns, corner));
  }

  static boolean has(Set<String> columns, List<String> names) {
    return names.stream().anyMatch(columns::contains);
  }

  /** Whether a row names a picture alone, which has no box then. */
  static boolean isBackground(CsvRow row) {
    return row.text(CLASS).isEmpty()
        && CORNERS.stream().allMatch(corner -> row.text(corner).isBlank());
  }

  /** A row's box; empty where there is none to be had, which the sink was told. */
  static Optional<NamedBox> box(CsvRow row, DefectSink sink) {
    Optional<Corners> box = Corners.ofFields(CORNERS, names -> row.number(names, sink));
    if (box.isPresent() && row.text(CLASS).isEmpty()) {
      row.tell(DefectKind.MISSING_FIELD, CLASS, "is empty", sink);
      return Optional.empty();
    }
    return box.map(
        corners -> new NamedBox(row.text(CLASS), corners, row.flag(IGNORE), row.place()));
  }

  /** The size that a row states; empty where it is none, which the sink was told. */
  static Optional<Size> size(CsvRow row, DefectSink sink) {
    Optional<Integer> width = side(row, WIDTH, sink);
    Optional<Integer> height = side(row, HEIGHT, sink);
    return width.flatMap(w -> height.map(h -> new Size(w, h)));
  }

  private static Optional<Integer> side(CsvRow row, List<String> names, DefectSink sink) {
    Optional<Double> number = row.number(names, sink);
    Optional<Integer> side = number.flatMap(StatedSize::side);
    if (number.isPresent() && side.isEmpty()) {
      String what = "is %s, not a whole number of pixels above 0".formatted(row.text(names));
      row.tell(DefectKind.STATED_SIZE, names, what, sink);
    }
    return side;
  }
}
