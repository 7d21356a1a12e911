package dev.fovea.data.check;

import dev.fovea.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which classes a data set has enough of. */
final class ClassBalance {
  /** With fewer boxes a class is hardly learned, and its AP is chance. */
  private static final long FEW = 10;

  private static final int NAMED = 5;

  private ClassBalance() {}

  static List<Finding> ofTraining(Dataset training) {
    List<Finding> findings = new ArrayList<>();
    long[] boxes = training.boxCounts();
    named(training, boxes, count -> count == 0)
        .ifPresent(
            names ->
                findings.add(
                    Finding.warning(
                        ("%s: no box of %s; it cannot be learned. Leave it out by data.classes, or"
                                + " label some.")
                            .formatted(training.name(), names))));
    named(training, boxes, count -> count > 0 && count < FEW)
        .ifPresent(
            names ->
                findings.add(
                    Finding.note(
                        "%s: fewer than %d boxes of %s; expect little of it."
                            .formatted(training.name(), FEW, names))));
    emptyImages(training).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> emptyImages(Dataset training) {
    long empty = training.images().stream().filter(i -> i.annotations().isEmpty()).count();
    int all = training.images().size();
    String text =
        "%s: %d of %d images have no boxes; they are learned from as background."
            .formatted(training.name(), empty, all);
    if (empty > all / 2) {
      return Optional.of(Finding.warning(text + " Is something not labelled yet?"));
    }
    return empty == 0 ? Optional.empty() : Optional.of(Finding.note(text));
  }

  static List<Finding> ofValidation(Dataset training, Dataset validation) {
    List<Finding> findings = new ArrayList<>();
    long[] learned = training.boxCounts();
    long[] asked = validation.boxCounts();
    if (IntStream.range(0, asked.length).allMatch(index -> asked[index] == 0)) {
      findings.add(
          Finding.warning(
              validation.name() + ": no boxes at all, so that no AP can be measured on it."));
    }
    for (int index = 0; index < asked.length; index++) {
      asked[index] = learned[index] == 0 ? asked[index] : 0;
    }
    named(validation, asked, count -> count > 0)
        .ifPresent(
            names ->
                findings.add(
                    Finding.warning(
                        "%s: boxes of %s, of which the training data have none; its AP will be 0."
                            .formatted(validation.name(), names))));
    return findings;
  }

  private static Optional<String> named(Dataset dataset, long[] counts, LongPredicate wanted) {
    List<String> names =
        IntStream.range(0, counts.length)
            .filter(index -> wanted.test(counts[index]))
            .mapToObj(
                index ->
                    dataset.classes().name(index)
                        + (counts[index] == 0 ? "" : " (" + counts[index] + ")"))
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = names.size() - NAMED;
    return Optional.of(more > 0 ? shown + " and " + more + " more classes" : shown);
  }
}
