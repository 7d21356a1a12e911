package dev.fovea.data.format;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What a format cannot hold of a data set, counted. */
final class Losses {
  private final String format;
  private final Map<String, Long> counts = new LinkedHashMap<>();

  Losses(String format) {
    this.format = format;
  }

  /**
   * Counts one.
   *
   * @param what in the plural, such as "ids of annotations are not kept"
   */
  void count(String what) {
    count(what, 1);
  }

  void count(String what, long number) {
    if (number > 0) {
      counts.merge(what, number, Long::sum);
    }
  }

  /** Counts an annotation's mask area, which few formats hold. */
  void area(Annotation annotation) {
    if (annotation.area() != annotation.box().area()) {
      count("areas of masks are not kept; the boxes' will be taken");
    }
  }

  /** Counts class ids that will be renumbered from {@code first}. */
  void classIds(Dataset dataset, long first) {
    List<Long> ids = dataset.classes().ids();
    List<Long> given = LongStream.range(first, first + ids.size()).boxed().toList();
    if (!ids.equals(given)) {
      count(
          "ids of classes are numbered anew",
          IntStream.range(0, ids.size()).filter(i -> !ids.get(i).equals(given.get(i))).count());
    }
  }

  List<String> sentences() {
    return counts.entrySet().stream()
        .map(entry -> format + ": " + entry.getKey() + " (" + entry.getValue() + ").")
        .toList();
  }
}
