package dev.fovea.data.check;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.format.Place;
import java.util.List;

/**
 * One thing that may be wrong with a box in its image.
 *
 * @param kind its name
 * @param severity how much it matters
 * @param words after "The box … in …"
 * @param applies whether it is so
 */
record BoxCheck(String kind, Severity severity, String words, Rule applies) {
  /** Formats and tools differ by a pixel in where a box ends. */
  static final float CUSTOMARY = 1;

  private static final double WHOLE = 0.99;

  /** Times the picture's side; no slip of a mouse goes so far. */
  private static final float FAR = 3;

  /** Whether a box in an image of stated size is wrong in some way. */
  interface Rule {
    boolean test(LabelledImage image, Box box);
  }

  /** All of them. Of several that apply to a box the first is told. */
  static final List<BoxCheck> ALL =
      List.of(
          new BoxCheck(
              "box-normalised",
              Severity.ERROR,
              "lies within the first pixel: are its numbers shares of the picture, where pixels are"
                  + " expected?",
              (image, box) -> box.x2() <= 1 && box.y2() <= 1),
          new BoxCheck(
              "box-scale",
              Severity.ERROR,
              "reaches far out of the picture: are its numbers pixels where shares are expected, or"
                  + " those of a larger copy?",
              (image, box) -> box.x2() > FAR * image.width() || box.y2() > FAR * image.height()),
          new BoxCheck(
              "box-outside",
              Severity.ERROR,
              "lies wholly outside the picture: nothing can be learned from it.",
              BoxCheck::outside),
          new BoxCheck(
              "box-beyond-edge",
              Severity.WARNING,
              "reaches out of the picture by more than a pixel.",
              BoxCheck::beyondEdge),
          new BoxCheck(
              "box-tiny",
              Severity.WARNING,
              "is narrower or lower than a pixel.",
              BoxCheck::belowOnePixel),
          new BoxCheck(
              "box-whole-image",
              Severity.NOTE,
              "covers the whole picture.",
              (image, box) -> box.area() >= WHOLE * image.width() * image.height()));

  /** Whether nothing of the box is in the picture. */
  static boolean outside(LabelledImage image, Box box) {
    return box.x2() <= 0
        || box.y2() <= 0
        || box.x1() >= image.width()
        || box.y1() >= image.height();
  }

  /** Whether the box reaches out of the picture by more than is customary. */
  static boolean beyondEdge(LabelledImage image, Box box) {
    return box.x1() < -CUSTOMARY
        || box.y1() < -CUSTOMARY
        || box.x2() > image.width() + CUSTOMARY
        || box.y2() > image.height() + CUSTOMARY;
  }

  /** Whether the box is narrower or lower than a pixel. */
  static boolean belowOnePixel(LabelledImage image, Box box) {
    return box.width() < 1 || box.height() < 1;
  }

  /** Looks at every box; regions to ignore may cover what they like. */
  static void look(CheckedData data, Findings findings) {
    data.splits()
        .values()
        .forEach(
            split ->
                split.images().stream()
                    .flatMap(image -> image.annotations().stream().map(a -> new Pair(image, a)))
                    .forEach(pair -> look(pair, data, findings)));
  }

  private record Pair(LabelledImage image, Annotation annotation) {}

  private static void look(Pair pair, CheckedData data, Findings findings) {
    for (BoxCheck check : ALL) {
      Box box = pair.annotation.box();
      boolean exempt = pair.annotation.ignore() && check.severity == Severity.NOTE;
      if (!exempt && check.applies.test(pair.image, box)) {
        Place place = data.place(pair.image, pair.annotation);
        findings.add(
            check.kind,
            check.severity,
            place,
            "The box of %s, (%s, %s) to (%s, %s), in %s of %dx%d pixels %s"
                .formatted(
                    place,
                    box.x1(),
                    box.y1(),
                    box.x2(),
                    box.y2(),
                    pair.image.name(),
                    pair.image.width(),
                    pair.image.height(),
                    check.words));
        return;
      }
    }
  }
}
