package dev.fovea.data.format;

import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * CSV files with a line for each box, whose first line names the columns: {@code image, width,
 * height, class, x1, y1, x2, y2, ignore, split}.
 *
 * <p>TensorFlow's {@code filename, width, height, class, xmin, ymin, xmax, ymax} are the same
 * columns. Corners are continuous pixels as they stand. Without width and height a picture's own
 * are taken. A row without class and corners is a picture without boxes. Rows without a split
 * belong to the one that the file is named after, as {@code train.csv}, {@code train_labels.csv} or
 * {@code train/_annotations.csv}. The classes are the names in all files, in alphabetical order.
 */
public final class CsvFormat implements DatasetFormat {
  private static final String ROBOFLOW = "_annotations.csv";
  private static final String LABELS = "_labels";

  @Override
  public String name() {
    return "CSV";
  }

  @Override
  public String layout() {
    return "*.csv whose first line has image (or filename), class, x1, y1, x2, y2 (or xmin …), and"
        + " perhaps width, height, ignore, split";
  }

  @Override
  public boolean recognises(Path root) {
    return !files(root).isEmpty();
  }

  @Override
  public List<String> splits(Path root) {
    Set<String> splits = new TreeSet<>();
    files(root)
        .forEach(
            (file, usual) -> {
              if (CsvColumns.has(CsvFile.columns(file), CsvColumns.SPLIT)) {
                CsvFile.read(file, row -> splits.add(CsvReading.split(row, usual)));
              } else {
                splits.add(usual);
              }
            });
    return List.copyOf(splits);
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    CsvReading reading = new CsvReading(split, sink);
    files(root).forEach(reading::add);
    if (reading.isEmpty()) {
      throw Folders.unknownSplit(root, split, splits(root));
    }
    return reading.dataset(Folders.dataset(root, split));
  }

  /** Files that hold boxes → the split that they are named after. */
  private static Map<Path, String> files(Path root) {
    Map<Path, String> files = new LinkedHashMap<>();
    if (Files.isRegularFile(root)) {
      putIfBoxes(files, root, split(root));
      return files;
    }
    for (Path file : Folders.files(root, "*.csv")) {
      putIfBoxes(files, file, split(file));
    }
    for (Path folder : Folders.files(root, "*")) {
      Path file = folder.resolve(ROBOFLOW);
      if (Files.isRegularFile(file)) {
        putIfBoxes(files, file, Folders.name(folder));
      }
    }
    return files;
  }

  private static void putIfBoxes(Map<Path, String> files, Path file, String split) {
    if (CsvColumns.suffice(CsvFile.columns(file))) {
      files.put(file, split);
    }
  }

  private static String split(Path file) {
    String stem = Folders.stem(file);
    return stem.endsWith(LABELS) ? stem.substring(0, stem.length() - LABELS.length()) : stem;
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new CsvWriter());
  }
}
