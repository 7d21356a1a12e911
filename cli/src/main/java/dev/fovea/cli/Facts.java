package dev.fovea.cli;

import dev.fovea.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a data set holds, in a line. */
final class Facts {
  private Facts() {}

  /** Name, images, and the boxes of each class. */
  static String of(Dataset dataset) {
    long[] counts = dataset.boxCounts();
    List<String> classes = new ArrayList<>();
    for (int index = 0; index < counts.length; index++) {
      classes.add(counts[index] + " " + dataset.classes().name(index));
    }
    return String.format(
        Locale.ROOT,
        "%s: %d images, %d boxes (%s)",
        dataset.name(),
        dataset.images().size(),
        dataset.boxCount(),
        String.join(", ", classes));
  }

  /** The class with the fewest boxes, the first of equal ones. */
  static int rarest(Dataset dataset) {
    long[] counts = dataset.boxCounts();
    int rarest = 0;
    for (int index = 1; index < counts.length; index++) {
      rarest = counts[index] < counts[rarest] ? index : rarest;
    }
    return rarest;
  }
}
