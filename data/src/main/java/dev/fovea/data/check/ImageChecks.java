package dev.fovea.data.check;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What may be wrong with the list of images and the boxes of one image beside each other. */
final class ImageChecks {
  private ImageChecks() {}

  /** {@code box-duplicate} and {@code box-two-classes}: several boxes with the same corners. */
  static void sameBoxes(CheckedData data, Findings findings) {
    for (Dataset split : data.splits().values()) {
      for (LabelledImage image : split.images()) {
        Map<Box, Annotation> seen = new HashMap<>();
        for (Annotation annotation : image.annotations()) {
          Annotation first = seen.putIfAbsent(annotation.box(), annotation);
          if (first != null) {
            tell(image, annotation, first, data, findings);
          }
        }
      }
    }
  }

  private static void tell(
      LabelledImage image, Annotation second, Annotation first, CheckedData data, Findings to) {
    String text =
        "The box of %s in %s is also that of %s"
            .formatted(data.place(image, second), image.name(), data.place(image, first));
    if (second.classIndex() == first.classIndex()) {
      to.warning("box-duplicate", data.place(image, second), text + ", of the same class.");
    } else {
      to.warning("box-two-classes", data.place(image, second), text + ", of another class.");
    }
  }

  /** {@code image-listed-twice}: a split with the same picture twice. */
  static void listedTwice(CheckedData data, Findings findings) {
    data.splits()
        .forEach(
            (split, dataset) -> {
              Set<Path> seen = new HashSet<>();
              for (LabelledImage image : dataset.images()) {
                if (!seen.add(image.file())) {
                  findings.error(
                      "image-listed-twice",
                      Place.of(image.file()),
                      "The split " + split + " lists " + image.name() + " more than once.");
                }
              }
            });
  }

  /** {@code image-without-boxes}: learned from as background, or not labelled yet. */
  static void withoutBoxes(CheckedData data, Findings findings) {
    for (LabelledImage image : data.images()) {
      if (image.annotations().isEmpty()) {
        findings.note(
            "image-without-boxes",
            Place.of(image.file()),
            image.name() + " has no boxes: background, or not labelled yet?");
      }
    }
  }
}
