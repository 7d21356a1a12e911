package dev.fovea.data.check;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the boxes of a data set lie in their images, counted.
 *
 * <p>Regions to ignore may lie anywhere and are left out.
 */
final class BoxPlaces {
  private final String name;
  private final Tally outside = new Tally();
  private final Tally partlyOutside = new Tally();
  private final Tally belowOnePixel = new Tally();

  /** How many, with the first image of them. */
  private static final class Tally {
    private long count;
    private String first = "";

    void add(LabelledImage image) {
      if (count++ == 0) {
        first = image.name();
      }
    }
  }

  private BoxPlaces(String name) {
    this.name = name;
  }

  static BoxPlaces of(Dataset dataset) {
    BoxPlaces places = new BoxPlaces(dataset.name());
    for (LabelledImage image : dataset.images()) {
      for (Annotation annotation : image.annotations()) {
        if (!annotation.ignore()) {
          places.add(image, annotation.box());
        }
      }
    }
    return places;
  }

  private void add(LabelledImage image, Box box) {
    if (BoxCheck.outside(image, box)) {
      outside.add(image);
    } else if (BoxCheck.beyondEdge(image, box)) {
      partlyOutside.add(image);
    }
    if (BoxCheck.belowOnePixel(image, box)) {
      belowOnePixel.add(image);
    }
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (outside.count > 0) {
      findings.add(
          Finding.warning(
              ("%s %s wholly outside the picture (first: %s): nothing can be learned from them. Are"
                      + " size and corners in pixels, x before y?")
                  .formatted(boxes(outside), outside.count == 1 ? "lies" : "lie", outside.first)));
    }
    if (belowOnePixel.count > 0) {
      findings.add(
          Finding.warning(
              ("%s narrower or lower than one pixel (first: %s): are the coordinates shares of the"
                      + " picture instead of pixels?")
                  .formatted(boxes(belowOnePixel), belowOnePixel.first)));
    }
    if (partlyOutside.count > 0) {
      findings.add(
          Finding.note(
              "%s out of the picture by more than a pixel (first: %s); taken as they are."
                  .formatted(
                      boxes(partlyOutside) + (partlyOutside.count == 1 ? " reaches" : " reach"),
                      partlyOutside.first)));
    }
    return findings;
  }

  private String boxes(Tally tally) {
    return name + ": " + tally.count + (tally.count == 1 ? " box" : " boxes");
  }
}
