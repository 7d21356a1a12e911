package dev.fovea.data.check;

import dev.fovea.core.box.Box;
import dev.fovea.core.box.Boxes;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.Place;
import java.util.Comparator;
import java.util.List;

/**
 * Boxes of one image that are likely one object labelled twice: {@code box-duplicate} and {@code
 * box-two-classes} with the same corners, {@code box-near-duplicate} and {@code
 * box-near-two-classes} with nearly the same.
 */
final class BoxPairs {
  /** Objects beside or behind each other overlap less, twice the same hand about as much. */
  private static final float NEAR = 0.9f;

  /** With so much overlap, left edges differ by less than this share of a width: 1/0.9 − 1. */
  private static final float SHIFT = 0.12f;

  private BoxPairs() {}

  /** Looks at all pairs; regions to ignore may cover what they like. */
  static void look(CheckedData data, Findings findings) {
    for (Dataset split : data.splits().values()) {
      for (LabelledImage image : split.images()) {
        look(image, data, findings);
      }
    }
  }

  /** From left to right, so that a box is compared only with those that begin near it. */
  private static void look(LabelledImage image, CheckedData data, Findings findings) {
    List<Annotation> sorted =
        image.annotations().stream()
            .filter(annotation -> !annotation.ignore())
            .sorted(Comparator.comparing(annotation -> annotation.box().x1()))
            .toList();
    float[] boxes = new float[4 * sorted.size()];
    for (int i = 0; i < sorted.size(); i++) {
      Box box = sorted.get(i).box();
      System.arraycopy(new float[] {box.x1(), box.y1(), box.x2(), box.y2()}, 0, boxes, 4 * i, 4);
    }
    for (int second = 1; second < sorted.size(); second++) {
      float from = boxes[4 * second] - SHIFT * sorted.get(second).box().width();
      for (int first = second - 1; first >= 0 && boxes[4 * first] >= from; first--) {
        if (Boxes.iou(boxes, first, boxes, second) >= NEAR) {
          tell(image, sorted.get(first), sorted.get(second), data, findings);
          break; // of three alike, each is told with one other
        }
      }
    }
  }

  private static void tell(
      LabelledImage image, Annotation first, Annotation second, CheckedData data, Findings to) {
    boolean same = first.box().equals(second.box());
    boolean sameClass = first.classIndex() == second.classIndex();
    Place place = data.place(image, second);
    to.warning(
        "box-" + (same ? "" : "near-") + (sameClass ? "duplicate" : "two-classes"),
        place,
        "The box of %s in %s is %s that of %s, of %s class."
            .formatted(
                place,
                image.name(),
                same ? "also" : "nearly",
                data.place(image, first),
                sameClass ? "the same" : "another"));
  }
}
