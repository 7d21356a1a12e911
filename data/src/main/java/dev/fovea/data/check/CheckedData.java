package dev.fovea.data.check;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.format.DatasetFormat;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.format.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All splits of a data set as far as they can be read, with what kept the rest from it.
 *
 * @param root where it lies
 * @param format as its files show
 * @param splits by name
 * @param places where annotations stand
 */
public record CheckedData(
    Path root, DatasetFormat format, Map<String, Dataset> splits, Places places) {
  /**
   * Reads a data set, telling {@code findings} of every defect.
   *
   * @throws FoveaException when a split cannot be read at all, or none has a usable image
   */
  static CheckedData read(Path root, Findings findings) {
    DatasetFormat format = DatasetFormats.recognise(root);
    Places places = new Places(findings);
    Map<String, Dataset> splits = new LinkedHashMap<>();
    for (String split : format.splits(root)) {
      long before = findings.count(Severity.ERROR);
      try {
        splits.put(split, format.read(root, split, places));
      } catch (FoveaException unreadable) {
        if (findings.count(Severity.ERROR) == before) {
          throw unreadable;
        }
        // What was told of its records is the reason, and the other splits may be well.
        findings.error("split-unusable", Place.of(root), unreadable.getMessage());
      }
    }
    if (splits.isEmpty()) {
      throw FoveaException.data(findings.all().getFirst().finding().text());
    }
    format.inspect(root, places);
    return new CheckedData(root, format, splits, places);
  }

  /** Where an annotation stands. */
  Place place(LabelledImage image, Annotation annotation) {
    return places.of(annotation).orElse(Place.of(image.file()));
  }

  /** Where the first box of a class stands; the data set itself where it has none. */
  Place firstOf(String className) {
    for (Dataset split : splits.values()) {
      int index = split.classes().names().indexOf(className);
      for (LabelledImage image : split.images()) {
        for (Annotation annotation : image.annotations()) {
          if (index >= 0 && annotation.classIndex() == index) {
            return place(image, annotation);
          }
        }
      }
    }
    return Place.of(root);
  }

  /** Each image once, though several splits may have it. */
  List<LabelledImage> images() {
    Set<Path> seen = new HashSet<>();
    List<LabelledImage> images = new ArrayList<>();
    for (Dataset split : splits.values()) {
      split.images().stream().filter(image -> seen.add(image.file())).forEach(images::add);
    }
    return images;
  }

  /** The splits that are no unions of others, such as {@code trainval}: split → its files. */
  Map<String, Set<Path>> separateSplits() {
    Map<String, Set<Path>> files = new LinkedHashMap<>();
    splits.forEach(
        (split, dataset) ->
            files.put(
                split,
                dataset.images().stream().map(LabelledImage::file).collect(Collectors.toSet())));
    Map<String, Set<Path>> separate = new LinkedHashMap<>(files);
    separate
        .entrySet()
        .removeIf(
            split ->
                files.entrySet().stream()
                    .anyMatch(
                        other ->
                            !other.getKey().equals(split.getKey())
                                && split.getValue().size() > other.getValue().size()
                                && split.getValue().containsAll(other.getValue())));
    return separate;
  }
}
