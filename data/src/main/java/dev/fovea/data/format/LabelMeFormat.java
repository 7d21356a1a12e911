package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * LabelMe's JSON files, one for each picture beside it; each folder of them is a split, those in
 * the root are the split {@code all}.
 *
 * <p>Of polygons the smallest upright box is taken, which a note says; points and lines are left
 * out, which another says. The classes are the labels of all splits in alphabetical order. A shape
 * whose flag {@code ignore} or {@code difficult} is set is to be ignored.
 */
public final class LabelMeFormat implements DatasetFormat {
  private static final String EVERYTHING = "all";

  /** As many files are looked at in a folder before it is held to be of another kind. */
  private static final int PROBED = 20;

  @Override
  public String name() {
    return "LabelMe";
  }

  @Override
  public String layout() {
    return "PICTURE.json beside each picture, with shapes and imagePath";
  }

  @Override
  public boolean recognises(Path root) {
    return !folders(root).isEmpty();
  }

  @Override
  public List<String> splits(Path root) {
    return List.copyOf(folders(root).keySet());
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    Map<String, Path> folders = folders(root);
    if (!folders.containsKey(split)) {
      throw Folders.unknownSplit(root, split, splits(root));
    }
    TreeSet<String> labels = new TreeSet<>();
    List<JsonPart> documents = new ArrayList<>();
    folders.forEach(
        (name, folder) -> {
          for (Path file : Folders.files(folder, "*.json")) {
            JsonPart document = JsonPart.read(file);
            labels.addAll(LabelMeReading.labels(document));
            if (name.equals(split) && document.node().has("imagePath")) {
              documents.add(document);
            }
          }
        });
    LabelMeReading reading = new LabelMeReading(NamedJoin.alphabetical(labels), sink);
    documents.forEach(reading::add);
    return reading.dataset(Folders.dataset(root, split));
  }

  /** Split → folder. */
  private static Map<String, Path> folders(Path root) {
    Map<String, Path> folders = new TreeMap<>();
    for (Path folder : Folders.files(root, "*")) {
      if (holdsOne(folder)) {
        folders.put(Folders.name(folder), folder);
      }
    }
    if (holdsOne(root)) {
      folders.putIfAbsent(EVERYTHING, root);
    }
    return folders;
  }

  private static boolean holdsOne(Path folder) {
    return Folders.files(folder, "*.json").stream().limit(PROBED).anyMatch(LabelMeFormat::isOne);
  }

  private static boolean isOne(Path file) {
    Map<String, JsonToken> keys = JsonGlance.object(file);
    return keys.get("shapes") == JsonToken.START_ARRAY && keys.containsKey("imagePath");
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new LabelMeWriter());
  }
}
