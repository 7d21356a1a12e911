package dev.fovea.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * YOLO's {@code data.yaml}.
 *
 * @param file where it lies
 * @param names class number → name
 * @param splits split → folders of pictures or texts that list pictures, as written
 * @param base what these are relative to
 * @param stated the number of classes that the file states beside their names
 */
record YoloConfiguration(
    Path file,
    TreeMap<Long, String> names,
    Map<String, List<String>> splits,
    Path base,
    Optional<Integer> stated) {
  private static final List<String> USUAL = List.of("train", "val", "test");
  private static final List<String> OTHERS = List.of("path", "names", "nc", "download", "license");

  /** The first YAML file of a folder that is one, {@code data.yaml} before others. */
  static Optional<YoloConfiguration> find(Path root) {
    if (Files.isRegularFile(root)) {
      return root.toString().matches(".*\\.ya?ml") ? read(root) : Optional.empty();
    }
    Path usual = root.resolve("data.yaml");
    return Stream.concat(
            Stream.of(usual).filter(Files::isRegularFile),
            Folders.files(root, "*.{yaml,yml}").stream().filter(file -> !file.equals(usual)))
        .flatMap(file -> read(file).stream())
        .findFirst();
  }

  private static Optional<YoloConfiguration> read(Path file) {
    JsonNode tree;
    try {
      tree = new YAMLMapper().readTree(file.toFile());
    } catch (IOException notOne) {
      return Optional.empty();
    }
    if (!tree.path("names").isContainerNode() || USUAL.stream().noneMatch(tree::has)) {
      return Optional.empty();
    }
    Path home = file.toAbsolutePath().resolveSibling("");
    Path base = home.resolve(tree.path("path").asText(""));
    return Optional.of(
        new YoloConfiguration(
            file,
            names(tree.get("names")),
            splits(tree),
            Files.isDirectory(base) ? base.normalize() : home,
            tree.path("nc").isInt() ? Optional.of(tree.get("nc").asInt()) : Optional.empty()));
  }

  private static TreeMap<Long, String> names(JsonNode node) {
    TreeMap<Long, String> names = new TreeMap<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      names.put((long) i, node.get(i).asText());
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().matches("\\d{1,9}")) {
        names.put(Long.parseLong(entry.getKey()), entry.getValue().asText());
      }
    }
    return names;
  }

  /** The usual keys first; others that name a split of their own follow. */
  private static Map<String, List<String>> splits(JsonNode tree) {
    Map<String, List<String>> splits = new LinkedHashMap<>();
    for (String key : USUAL) {
      List<String> entries = entries(tree.path(key));
      if (!entries.isEmpty()) {
        splits.put(key, entries);
      }
    }
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      List<String> entries = entries(entry.getValue());
      if (!OTHERS.contains(entry.getKey())
          && !entries.isEmpty()
          && entries.stream().allMatch(text -> text.contains("images") || text.endsWith(".txt"))) {
        splits.putIfAbsent(entry.getKey(), entries);
      }
    }
    return splits;
  }

  private static List<String> entries(JsonNode node) {
    List<String> entries = new ArrayList<>();
    if (node.isTextual()) {
      entries.add(node.asText());
    }
    node.forEach(entry -> entries.add(entry.asText()));
    return entries.stream().filter(text -> !text.isBlank()).toList();
  }

  ClassNames classes() {
    return new ClassNames(List.copyOf(names.values()), List.copyOf(names.keySet()));
  }

  Optional<Defect> countDefect() {
    return stated
        .filter(count -> count != names.size())
        .map(
            count ->
                new Defect(
                    DefectKind.CLASS_COUNT,
                    Place.of(file),
                    "%s states nc: %d, but has %d names.".formatted(file, count, names.size())));
  }

  /** The pictures of a split, in the order of folders and names, or of the list. */
  List<Path> pictures(String split) {
    List<Path> pictures = new ArrayList<>();
    for (String entry : splits.get(split)) {
      Path place = resolve(entry);
      if (Files.isDirectory(place)) {
        pictures.addAll(inFolder(place));
      } else if (Files.isRegularFile(place)) {
        pictures.addAll(inList(place));
      } else {
        throw FoveaException.data(
            "The split %s of %s names %s, but there is no %s."
                .formatted(split, file, entry, place));
      }
    }
    return pictures;
  }

  /** Roboflow writes {@code ../train/images} for a folder beside the file. */
  private Path resolve(String entry) {
    Path place = base.resolve(entry).normalize();
    return !Files.exists(place) && entry.startsWith("../")
        ? base.resolve(entry.substring(3)).normalize()
        : place;
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(ImageReader::isNamedAsPicture)
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw Folders.unreadable(folder, failure);
    }
  }

  /** A line that begins with a point is relative to the list, others to the data set. */
  private List<Path> inList(Path list) {
    return Folders.lines(list).stream()
        .filter(line -> !line.isBlank())
        .map(String::strip)
        .map(line -> (line.startsWith("./") ? list.resolveSibling(line) : base.resolve(line)))
        .map(Path::normalize)
        .toList();
  }
}
