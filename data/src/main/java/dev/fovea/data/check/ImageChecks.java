package dev.fovea.data.check;

import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.Place;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What may be wrong with the list of images. */
final class ImageChecks {
  private ImageChecks() {}

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
