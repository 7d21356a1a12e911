package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Apple's Create ML for object detection: in the folder of each split a JSON list of {@code
 * {"image", "annotations": [{"label", "coordinates": {"x", "y", "width", "height"}}]}}, the centre
 * and size in pixels from the top left.
 *
 * <p>Sizes are the pictures' own. The classes are the labels of all splits in alphabetical order.
 */
public final class CreateMlFormat implements DatasetFormat {
  @Override
  public String name() {
    return "CreateML";
  }

  @Override
  public String layout() {
    return "SPLIT/*.json beside the pictures, each a list of image, annotations with label and"
        + " coordinates";
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
    TreeSet<String> labels = new TreeSet<>();
    for (Path file : files.values()) {
      for (JsonPart image : JsonPart.read(file).elements()) {
        annotations(image).elements().forEach(each -> labels.add(each.get("label").text()));
      }
    }
    labels.remove("");
    NamedJoin join = new NamedJoin(NamedJoin.alphabetical(labels), sink);
    Path file = files.get(split);
    List<JsonPart> images = JsonPart.read(file).elements();
    List<String> names = images.stream().map(image -> name(image).text()).toList();
    Path folder = PictureFolders.find(file, split, names);
    for (JsonPart image : images) {
      Optional<String> name = name(image).requiredText(sink);
      name.ifPresent(found -> join.add(found, folder.resolve(found), boxes(image, sink)));
    }
    return join.dataset(Folders.dataset(root, split), List.of());
  }

  private static JsonPart name(JsonPart image) {
    return image.get("image", "imagefilename");
  }

  private static JsonPart annotations(JsonPart image) {
    return image.get("annotations", "annotation");
  }

  private static List<NamedBox> boxes(JsonPart image, DefectSink sink) {
    List<NamedBox> boxes = new ArrayList<>();
    for (JsonPart each : annotations(image).elements()) {
      Optional<String> label = each.get("label").requiredText(sink);
      Optional<double[]> numbers =
          each.get("coordinates").numbers(sink, "x", "y", "width", "height");
      if (label.isPresent() && numbers.isPresent()) {
        double[] box = numbers.get();
        Corners corners = Corners.ofCentre(box[0], box[1], box[2], box[3]);
        boxes.add(new NamedBox(label.get(), corners, false, each.place()));
      }
    }
    return boxes;
  }

  /** Split → its file: named as its folder, or, for files in the root, as the file itself. */
  private static Map<String, Path> files(Path root) {
    Map<String, Path> files = new TreeMap<>();
    if (Files.isRegularFile(root)) {
      putIfOne(files, Folders.stem(root), root);
      return files;
    }
    Folders.files(root, "*.json").forEach(file -> putIfOne(files, Folders.stem(file), file));
    for (Path folder : Folders.files(root, "*")) {
      String split = Folders.name(folder);
      for (Path file : Folders.files(folder, "*annotations*.json")) {
        putIfOne(files, split, file);
      }
    }
    return files;
  }

  private static void putIfOne(Map<String, Path> files, String split, Path file) {
    Map<String, JsonToken> keys = JsonGlance.firstOfList(file);
    boolean named = keys.containsKey("image") || keys.containsKey("imagefilename");
    boolean listed =
        keys.get("annotations") == JsonToken.START_ARRAY
            || keys.get("annotation") == JsonToken.START_ARRAY;
    if (named && listed) {
      files.putIfAbsent(split, file);
    }
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new CreateMlWriter());
  }
}
