package dev.fovea.data.check;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code boxes-as-corners}: a COCO file whose boxes are two corners, where corner and size are
 * expected. Every width is then larger than its x, every height than its y, and many boxes reach
 * out of their pictures.
 */
final class BoxConvention {
  /** With fewer boxes it may be chance. */
  private static final int ENOUGH = 4;

  private static final double MANY = 0.25;

  private BoxConvention() {}

  private record Placed(LabelledImage image, Annotation annotation) {
    /** Whether width and height, read as the other corner, lie behind the first one. */
    boolean endsBehind() {
      Box box = annotation.box();
      return box.width() > box.x1() && box.height() > box.y1();
    }
  }

  static void look(CheckedData data, Findings findings) {
    for (Dataset split : data.splits().values()) {
      List<Placed> boxes = new ArrayList<>();
      split.images().forEach(i -> i.annotations().forEach(a -> boxes.add(new Placed(i, a))));
      List<Placed> beyond =
          boxes.stream()
              .filter(box -> BoxCheck.beyondEdge(box.image, box.annotation.box()))
              .toList();
      if (boxes.size() >= ENOUGH
          && beyond.size() >= MANY * boxes.size()
          && boxes.stream().allMatch(Placed::endsBehind)) {
        Placed first = beyond.getFirst();
        findings.error(
            "boxes-as-corners",
            data.place(first.image, first.annotation),
            ("%d of %d boxes of %s reach out of their pictures, and all would fit as two corners:"
                    + " are they x1, y1, x2, y2 where x, y, width, height are expected? The first is"
                    + " that of %s.")
                .formatted(
                    beyond.size(),
                    boxes.size(),
                    split.name(),
                    data.place(first.image, first.annotation)));
      }
    }
  }
}
