package dev.fovea.data.image;

import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.Boxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where labels stand beside their boxes: above and flush left where that is free, else where they
 * cover least of other labels and of small boxes.
 */
final class LabelPlaces {
  /** A box is small, and must be seen, up to so many times a label's area. */
  private static final float SMALL = 3;

  /** How much worse it is to cover a label than a box. */
  private static final float LABEL = 2;

  private final Size picture;
  private final List<Box> boxes;
  private final List<Box> placed = new ArrayList<>();

  LabelPlaces(Size picture, List<Box> boxes) {
    this.picture = picture;
    this.boxes = boxes;
  }

  /** The place for the label of a box, remembered as taken. Whole pixels. */
  Box place(Box box, Size label) {
    Box best =
        candidates(box, label).stream()
            .min(Comparator.comparingDouble(ground -> covered(ground, label)))
            .orElseThrow();
    placed.add(best);
    return best;
  }

  /** The first is the usual one; inside the box where there is no room above. */
  private List<Box> candidates(Box box, Size label) {
    int left = Math.round(box.x1());
    int right = Math.round(box.x2());
    int top = Math.round(box.y1());
    int bottom = Math.round(box.y2());
    int above = top - label.height();
    return List.of(
        ground(left, above < 0 ? top : above, label),
        ground(right - label.width(), above, label),
        ground(left, bottom, label),
        ground(right - label.width(), bottom, label),
        ground(right, top, label),
        ground(left - label.width(), top, label),
        ground(right, bottom - label.height(), label),
        ground(left - label.width(), bottom - label.height(), label));
  }

  /** Moved into the picture. */
  private Box ground(int left, int top, Size label) {
    int x = Math.clamp(left, 0, Math.max(0, picture.width() - label.width()));
    int y = Math.clamp(top, 0, Math.max(0, picture.height() - label.height()));
    return new Box(x, y, x + label.width(), y + label.height());
  }

  private double covered(Box ground, Size label) {
    double covered = 0;
    for (Box other : placed) {
      covered += LABEL * shared(ground, other);
    }
    float small = SMALL * label.width() * label.height();
    for (Box box : boxes) {
      covered += box.area() <= small ? shared(ground, box) : 0;
    }
    return covered;
  }

  private static float shared(Box a, Box b) {
    return Boxes.intersection(corners(a), 0, corners(b), 0);
  }

  private static float[] corners(Box box) {
    return new float[] {box.x1(), box.y1(), box.x2(), box.y2()};
  }
}
