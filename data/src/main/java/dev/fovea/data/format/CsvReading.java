package dev.fovea.data.format;

import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One split of a CSV data set; the rows of others give their classes only. */
final class CsvReading {
  private final String split;
  private final DefectSink sink;
  private final Set<String> labels = new TreeSet<>();
  private final Map<String, Picture> pictures = new LinkedHashMap<>();

  /** What the rows of one picture say. */
  private record Picture(Path file, Optional<Size> size, List<NamedBox> boxes) {}

  CsvReading(String split, DefectSink sink) {
    this.split = split;
    this.sink = sink;
  }

  /**
   * Reads a file.
   *
   * @param usual the split of rows that name none
   */
  void add(Path file, String usual) {
    boolean sized = CsvFile.columns(file).containsAll(List.of("width", "height"));
    CsvFile.read(
        file,
        row -> {
          labels.add(row.text(CsvColumns.CLASS));
          if (split(row, usual).equals(split)) {
            add(row, sized);
          }
        });
  }

  /** The split that a row belongs to. */
  static String split(CsvRow row, String usual) {
    String named = row.text(CsvColumns.SPLIT).strip();
    return named.isEmpty() ? usual : named;
  }

  private void add(CsvRow row, boolean sized) {
    String name = row.text(CsvColumns.IMAGE);
    if (name.isBlank()) {
      row.tell(DefectKind.MISSING_FIELD, CsvColumns.IMAGE, "is empty", sink);
      return;
    }
    Optional<Size> size = sized ? CsvColumns.size(row, sink) : Optional.empty();
    if (sized && size.isEmpty()) {
      return;
    }
    Picture picture =
        pictures.computeIfAbsent(
            name, key -> new Picture(row.place().file(), size, new ArrayList<>()));
    if (!picture.size().equals(size)) {
      String what = "is not that of a line before, where %s is %s";
      String before = picture.size().map(Size::toString).orElse("unknown");
      row.tell(DefectKind.STATED_SIZE, CsvColumns.WIDTH, what.formatted(name, before), sink);
    } else if (!CsvColumns.isBackground(row)) {
      CsvColumns.box(row, sink).ifPresent(picture.boxes()::add);
    }
  }

  boolean isEmpty() {
    return pictures.isEmpty();
  }

  Dataset dataset(String name) {
    labels.remove("");
    NamedJoin join = new NamedJoin(NamedJoin.alphabetical(labels), sink);
    Path file = pictures.values().iterator().next().file();
    Path folder = PictureFolders.find(file, split, List.copyOf(pictures.keySet()));
    pictures.forEach(
        (image, picture) -> {
          Path path = folder.resolve(image);
          picture
              .size()
              .ifPresentOrElse(
                  size -> join.add(image, path, size, picture.boxes()),
                  () -> join.add(image, path, picture.boxes()));
        });
    return join.dataset(name, List.of());
  }
}
