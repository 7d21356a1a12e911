package dev.fovea.data.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes YOLO's layout. A picture lies in the folder of the smallest split that has it; a split
 * whose pictures do not fill its own folder, since others have them too, is a list of them.
 */
final class YoloWriter implements DatasetWriter {
  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("YOLO");
    Map<String, String> entries = new TreeMap<>();
    List<Map.Entry<String, Dataset>> ascending =
        splits.entrySet().stream()
            .sorted(Comparator.comparingInt(split -> split.getValue().images().size()))
            .toList();
    try {
      for (Map.Entry<String, Dataset> split : ascending) {
        entries.put(split.getKey(), write(split.getKey(), split.getValue(), pictures, losses));
      }
      writeConfiguration(splits, entries, pictures.root());
    } catch (IOException failure) {
      throw FoveaException.machine(
          pictures.root() + " cannot be written: " + failure.getMessage() + ".", failure);
    }
    splits.values().stream().findFirst().ifPresent(first -> losses.classIds(first, 0));
    return losses.sentences();
  }

  /** Writes a split's pictures and texts; returns what {@code data.yaml} says of it. */
  private static String write(String split, Dataset dataset, PictureStore pictures, Losses losses)
      throws IOException {
    String folder = "images/" + split;
    List<String> lines = new ArrayList<>();
    Set<String> own = new HashSet<>();
    for (LabelledImage image : dataset.images()) {
      boolean isNew = pictures.where(image).isEmpty();
      String place = pictures.place(image, folder, PictureStore.flatName(image));
      lines.add("./" + place);
      if (isNew) {
        own.add(place);
        Path labels = YoloReading.labels(pictures.root().resolve(place));
        Files.createDirectories(labels.getParent());
        Files.write(labels, labels(image, losses));
      }
    }
    if (own.size() == dataset.images().size()) {
      return folder;
    }
    Files.write(pictures.root().resolve(split + ".txt"), lines);
    return split + ".txt";
  }

  private static List<String> labels(LabelledImage image, Losses losses) {
    List<String> lines = new ArrayList<>();
    Size size = new Size(image.width(), image.height());
    for (Annotation annotation : losses.held(image.annotations(), false)) {
      lines.add(line(annotation.classIndex(), annotation.box(), size));
    }
    return lines;
  }

  /** {@code class cx cy width height} in shares of a picture. */
  static String line(int classIndex, Box box, Size picture) {
    return String.join(
        " ",
        Integer.toString(classIndex),
        Decimals.plain(((double) box.x1() + box.x2()) / 2 / picture.width()),
        Decimals.plain(((double) box.y1() + box.y2()) / 2 / picture.height()),
        Decimals.plain(((double) box.x2() - box.x1()) / picture.width()),
        Decimals.plain(((double) box.y2() - box.y1()) / picture.height()));
  }

  private static void writeConfiguration(
      Map<String, Dataset> splits, Map<String, String> entries, Path root) throws IOException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("path", ".");
    splits.keySet().forEach(split -> tree.put(split, entries.get(split)));
    ObjectNode names = tree.putObject("names");
    List<String> classes = splits.values().iterator().next().classes().names();
    for (int index = 0; index < classes.size(); index++) {
      names.put(Integer.toString(index), classes.get(index));
    }
    String text = new YAMLMapper().writeValueAsString(tree);
    // Class numbers must be numbers in YAML, which Jackson's keys never are.
    Files.writeString(root.resolve("data.yaml"), text.replaceAll("(?m)^  \"(\\d+)\":", "  $1:"));
  }
}
