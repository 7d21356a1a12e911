package dev.fovea.data.format;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * The annotations that a format holds which knows box and class alone.
   *
   * @param ignores whether it also has a flag for boxes to ignore
   */
  List<Annotation> held(List<Annotation> annotations, boolean ignores) {
    List<Annotation> held = new ArrayList<>();
    for (Annotation annotation : annotations) {
      if (annotation.ignore() && !ignores) {
        count("boxes to ignore left out, for which it has no flag");
      } else if (annotation.classIndex() == Annotation.EVERY_CLASS) {
        count("regions to ignore of no class left out");
      } else {
        held.add(annotation);
        if (annotation.area() != annotation.box().area()) {
          count("areas of masks are not kept; the boxes' will be taken");
        }
        count("ids of annotations are not kept", annotation.id() == 0 ? 0 : 1);
      }
    }
    return held;
  }

  /** Counts what is lost where classes are known by their boxes alone, in alphabetical order. */
  void alphabeticalClasses(Map<String, Dataset> splits) {
    Set<Integer> used = new HashSet<>();
    for (Dataset dataset : splits.values()) {
      for (LabelledImage image : dataset.images()) {
        image.annotations().forEach(annotation -> used.add(annotation.classIndex()));
      }
    }
    Dataset first = splits.values().iterator().next();
    List<String> names = first.classes().names();
    int without = (int) IntStream.range(0, names.size()).filter(i -> !used.contains(i)).count();
    count("classes without a box are not kept", without);
    if (!names.equals(names.stream().sorted().toList())) {
      count("classes are put into alphabetical order", names.size());
    }
    classIds(first, 1);
  }

  /** Counts a picture whose name without folders is another one now. */
  void pictureName(LabelledImage image, String written) {
    if (!written.substring(written.lastIndexOf('/') + 1).equals(image.name())) {
      count("pictures have another name");
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
