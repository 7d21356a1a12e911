package dev.fovea.report;

import dev.fovea.core.box.Box;
import dev.fovea.data.image.Mark;

/**
 * What a picture of the report shows of an image.
 *
 * @param part of the image that is seen, in its own pixels
 * @param scale how many times larger it is drawn
 * @param subject the box that the picture is about; it is drawn heavier
 */
record PictureView(Box part, double scale, Box subject) {
  /** The painter's colour numbers of cyan and orange; the page's legend has them too. */
  private static final int TRUTH = 4;

  private static final int DETECTION = 8;

  private static final int HEAVY = 3;
  private static final int ORDINARY = 2;

  /** Whether anything of a box is seen. */
  boolean shows(Box box) {
    return box.x1() < part.x2()
        && box.x2() > part.x1()
        && box.y1() < part.y2()
        && box.y2() > part.y1();
  }

  /** An annotated object: dashed. */
  Mark truth(Box box) {
    return seen(new Mark(box, TRUTH, "", new Mark.Line(true, weight(box))));
  }

  /** A detection: solid. */
  Mark detection(Box box, String label) {
    return seen(new Mark(box, DETECTION, label, new Mark.Line(false, weight(box))));
  }

  private int weight(Box box) {
    return box.equals(subject) ? HEAVY : ORDINARY;
  }

  private Mark seen(Mark mark) {
    return mark.in(scale, -scale * part.x1(), -scale * part.y1());
  }
}
