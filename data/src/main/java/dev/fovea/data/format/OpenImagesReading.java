package dev.fovea.data.format;

import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One split of Open Images. */
final class OpenImagesReading {
  private static final List<String> IMAGE = List.of("imageid");
  private static final List<String> LABEL = List.of("labelname");
  private static final List<String> GROUP = List.of("isgroupof");
  private static final List<String> CORNERS = List.of("xmin", "ymin", "xmax", "ymax");

  private final Map<String, String> descriptions;
  private final DefectSink sink;
  private final Set<String> labels = new TreeSet<>();

  /** Picture → boxes in shares of it. */
  private final Map<String, List<NamedBox>> pictures = new LinkedHashMap<>();

  OpenImagesReading(Map<String, String> descriptions, DefectSink sink) {
    this.descriptions = descriptions;
    this.sink = sink;
  }

  /** Reads the classes of another split. */
  void addClasses(Path file) {
    CsvFile.read(file, row -> labels.add(label(row)));
  }

  /** The name of a row's class, or its label where nothing names it. */
  private String label(CsvRow row) {
    String label = row.text(LABEL);
    return descriptions.getOrDefault(label, label);
  }

  void add(Path file) {
    CsvFile.read(
        file,
        row -> {
          labels.add(label(row));
          String image = row.text(IMAGE);
          if (image.isBlank()) {
            row.tell(DefectKind.MISSING_FIELD, IMAGE, "is empty", sink);
          } else {
            List<NamedBox> boxes = pictures.computeIfAbsent(image, key -> new ArrayList<>());
            box(row).ifPresent(boxes::add);
          }
        });
  }

  private Optional<NamedBox> box(CsvRow row) {
    Optional<Corners> shares = Corners.ofFields(CORNERS, name -> row.number(List.of(name), sink));
    if (shares.isPresent() && label(row).isBlank()) {
      row.tell(DefectKind.MISSING_FIELD, LABEL, "is empty", sink);
      return Optional.empty();
    }
    return shares.map(corners -> new NamedBox(label(row), corners, row.flag(GROUP), row.place()));
  }

  boolean isEmpty() {
    return pictures.isEmpty();
  }

  Dataset dataset(Path file, String split, String name) {
    labels.remove("");
    NamedJoin join = new NamedJoin(NamedJoin.alphabetical(labels), sink);
    List<String> names = pictures.keySet().stream().map(image -> image + ".jpg").toList();
    Path folder = PictureFolders.findAny(file, split, names);
    int absent = 0;
    for (Map.Entry<String, List<NamedBox>> entry : pictures.entrySet()) {
      String picture = entry.getKey() + ".jpg";
      Path path = folder.resolve(picture);
      if (Files.exists(path)) {
        join.addShares(picture, path, entry.getValue());
      } else {
        absent++;
      }
    }
    List<String> notes = new ArrayList<>();
    if (absent > 0) {
      notes.add("%d of %d pictures are not there and left out.".formatted(absent, names.size()));
    }
    return join.dataset(name, notes);
  }
}
