package dev.fovea.data.split;

import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The splits of a data set as one. */
public final class Union {
  private Union() {}

  /**
   * All images, each picture once as the first split has it; where two have one id, all are
   * numbered anew from 1.
   *
   * @param splits at least one, all with the same classes
   */
  public static Dataset of(Map<String, Dataset> splits) {
    Map<Path, LabelledImage> once = new LinkedHashMap<>();
    for (Dataset split : splits.values()) {
      split.images().forEach(i -> once.putIfAbsent(i.file().toAbsolutePath().normalize(), i));
    }
    List<LabelledImage> images = List.copyOf(once.values());
    boolean distinct = images.stream().map(LabelledImage::id).distinct().count() == images.size();
    Dataset first = splits.values().iterator().next();
    return new Dataset(
        first.name(), first.classes(), distinct ? images : numbered(images), List.of());
  }

  private static List<LabelledImage> numbered(List<LabelledImage> images) {
    List<LabelledImage> numbered = new ArrayList<>();
    for (LabelledImage image : images) {
      numbered.add(
          new LabelledImage(
              1 + numbered.size(),
              image.file(),
              image.name(),
              image.width(),
              image.height(),
              image.annotations()));
    }
    return numbered;
  }
}
