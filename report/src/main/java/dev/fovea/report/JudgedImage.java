package dev.fovea.report;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which of an image's detections are right, object by object.
 *
 * <p>As COCO judges at IoU 0.5: by falling score, each takes the free object of its class that it
 * overlaps most; regions to ignore swallow what is left in them. So what is true of all detections
 * is true of those above any score.
 *
 * @param image truth
 * @param detections highest score first
 * @param taken for each detection the place of its annotation, or {@link #WRONG} or {@link
 *     #IGNORED}
 */
record JudgedImage(LabelledImage image, List<Detection> detections, int[] taken) {
  static final int WRONG = -1;
  static final int IGNORED = -2;
  static final double ENOUGH = 0.5;

  static JudgedImage of(LabelledImage image, List<Detection> found) {
    List<Detection> detections =
        found.stream().sorted(Comparator.comparing(Detection::score).reversed()).toList();
    int[] taken = new int[detections.size()];
    boolean[] free = new boolean[image.annotations().size()];
    Arrays.fill(free, true);
    for (int d = 0; d < taken.length; d++) {
      taken[d] = judge(detections.get(d), image.annotations(), free);
      if (taken[d] >= 0) {
        free[taken[d]] = false;
      }
    }
    return new JudgedImage(image, detections, taken);
  }

  private static int judge(Detection detection, List<Annotation> annotations, boolean[] free) {
    int best = WRONG;
    double highest = ENOUGH;
    boolean swallowed = false;
    for (int a = 0; a < annotations.size(); a++) {
      Annotation annotation = annotations.get(a);
      boolean sameClass = annotation.classIndex() == detection.classIndex();
      if (annotation.ignore()) {
        boolean meant = sameClass || annotation.classIndex() == Annotation.EVERY_CLASS;
        swallowed |= meant && inside(detection.box(), annotation.box()) >= ENOUGH;
      } else if (sameClass && free[a]) {
        double overlap = overlap(detection.box(), annotation.box());
        if (overlap >= highest) {
          highest = overlap;
          best = a;
        }
      }
    }
    return best == WRONG && swallowed ? IGNORED : best;
  }

  /** The score with which an annotation was found, −1 if it was not. */
  double scoreOf(int annotation) {
    for (int d = 0; d < taken.length; d++) {
      if (taken[d] == annotation) {
        return detections.get(d).score();
      }
    }
    return -1;
  }

  /** Intersection over union, 0 where both are empty. */
  static double overlap(Box a, Box b) {
    double shared = shared(a, b);
    double union = (double) a.area() + b.area() - shared;
    return union > 0 ? shared / union : 0;
  }

  /** The part of {@code a} that lies in {@code b}. */
  private static double inside(Box a, Box b) {
    return a.area() > 0 ? shared(a, b) / a.area() : 0;
  }

  private static double shared(Box a, Box b) {
    double width = (double) Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double height = (double) Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    return width > 0 && height > 0 ? width * height : 0;
  }
}
