package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Open Images' boxes: {@code SPLIT-annotations-bbox.csv} with {@code ImageID, LabelName, XMin,
 * XMax, YMin, YMax} in shares of the picture, and {@code IsGroupOf}, whose boxes are to be ignored
 * as COCO's crowds are.
 *
 * <p>A file {@code *class-descriptions*.csv} beside them names the labels; the classes are those
 * that have a box in any split, in alphabetical order. Pictures are {@code ID.jpg}. Since the whole
 * is hundreds of gigabytes, pictures that are not there are left out, which a note says.
 */
public final class OpenImagesFormat implements DatasetFormat {
  private static final Set<String> COLUMNS =
      Set.of("imageid", "labelname", "xmin", "xmax", "ymin", "ymax");
  private static final String SUFFIX = "-annotations-bbox";
  private static final String VERSION = "oidv\\d+-";

  @Override
  public String name() {
    return "OpenImages";
  }

  @Override
  public String layout() {
    return "SPLIT-annotations-bbox.csv whose first line has ImageID, LabelName, XMin, XMax, YMin,"
        + " YMax";
  }

  @Override
  public boolean recognises(Path root) {
    return !files(root).isEmpty();
  }

  @Override
  public List<String> splits(Path root) {
    return List.copyOf(files(root).keySet());
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    Map<String, Path> files = files(root);
    if (!files.containsKey(split)) {
      throw Folders.unknownSplit(root, split, splits(root));
    }
    OpenImagesReading reading = new OpenImagesReading(descriptions(root), sink);
    files.forEach(
        (name, file) -> {
          if (name.equals(split)) {
            reading.add(file);
          } else {
            reading.addClasses(file);
          }
        });
    if (reading.isEmpty()) {
      throw FoveaException.data("The file " + files.get(split) + " has no boxes.");
    }
    return reading.dataset(files.get(split), split, Folders.dataset(root, split));
  }

  private static Map<String, Path> files(Path root) {
    Map<String, Path> files = new TreeMap<>();
    List<Path> found = Files.isRegularFile(root) ? List.of(root) : Folders.files(root, "*.csv");
    for (Path file : found) {
      if (CsvFile.columns(file).containsAll(COLUMNS)) {
        String stem = Folders.stem(file).replaceFirst(VERSION, "");
        files.putIfAbsent(stem.replace(SUFFIX, ""), file);
      }
    }
    return files;
  }

  /** Label such as {@code /m/01g317} → name such as {@code Person}. */
  private static Map<String, String> descriptions(Path root) {
    Path folder = Files.isRegularFile(root) ? root.resolveSibling("") : root;
    Map<String, String> names = new HashMap<>();
    for (Path file : Folders.files(folder, "*class-descriptions*.csv")) {
      CsvFile.readAll(
          file,
          (cells, line) -> {
            if (cells.size() > 1) {
              names.put(cells.get(0), cells.get(1));
            }
          });
    }
    return names;
  }
}
