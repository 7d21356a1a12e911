package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where the files of a COCO data set lie. */
final class CocoLayout {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> KEYS =
      Set.of("info", "licenses", "images", "annotations", "categories", "type");
  private static final String INSTANCES = "instances_";

  private CocoLayout() {}

  /** Split name → annotation file, in the order of the names. */
  static Map<String, Path> splits(Path root) {
    Map<String, Path> splits = new TreeMap<>();
    if (Files.isRegularFile(root)) {
      splits.put(split(root), root);
      return splits;
    }
    for (Path file : Folders.files(root, "*.json")) {
      putIfCoco(splits, split(file), file);
    }
    for (Path file :
        Folders.files(root.resolve(PictureFolders.ANNOTATIONS), INSTANCES + "*.json")) {
      putIfCoco(splits, split(file), file);
    }
    for (Path folder : Folders.files(root, "*")) {
      Path file = folder.resolve("_annotations.coco.json");
      if (Files.isRegularFile(file)) {
        putIfCoco(splits, Folders.name(folder), file);
      }
    }
    return splits;
  }

  /**
   * A split's annotation file; {@code train} finds {@code train2017} where that is the only one.
   */
  static Optional<Path> file(Path root, String split) {
    Map<String, Path> splits = splits(root);
    if (splits.containsKey(split)) {
      return Optional.of(splits.get(split));
    }
    List<String> dated =
        splits.keySet().stream()
            .filter(
                name -> name.startsWith(split) && name.substring(split.length()).matches("\\d{4}"))
            .toList();
    return dated.size() == 1 ? Optional.of(splits.get(dated.getFirst())) : Optional.empty();
  }

  private static void putIfCoco(Map<String, Path> splits, String split, Path file) {
    if (looksLikeCoco(file)) {
      splits.putIfAbsent(split, file);
    }
  }

  private static String split(Path file) {
    String stem = Folders.stem(file);
    return stem.startsWith(INSTANCES) ? stem.substring(INSTANCES.length()) : stem;
  }

  /** Whether a file's first key is one of COCO's; lists of detections have none. */
  static boolean looksLikeCoco(Path file) {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && parser.nextToken() == JsonToken.FIELD_NAME
          && KEYS.contains(parser.currentName());
    } catch (IOException unreadable) {
      return false;
    }
  }
}
