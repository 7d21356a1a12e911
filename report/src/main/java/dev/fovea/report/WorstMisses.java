package dev.fovea.report;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The choice of what to show of what went wrong; at most two of an image, so that one image does
 * not fill the page.
 *
 * @param classes their names
 * @param threshold the score from which a detection counts
 * @param most how many of each kind
 */
record WorstMisses(ClassNames classes, double threshold, int most) {
  private static final int OF_AN_IMAGE = 2;
  private static final double TOUCHES = 0.1;

  /**
   * Objects without a detection of their class at the threshold: those never found first, then by
   * rising score; of equal ones the largest first.
   */
  List<Miss> missed(List<JudgedImage> images) {
    List<Miss> missed = new ArrayList<>();
    for (JudgedImage image : images) {
      List<Annotation> annotations = image.image().annotations();
      for (int a = 0; a < annotations.size(); a++) {
        Annotation object = annotations.get(a);
        double score = image.scoreOf(a);
        if (!object.ignore() && score < threshold) {
          String reason =
              score < 0 ? whyUnseen(image, object) : "found with %s only".formatted(two(score));
          missed.add(new Miss(image, object.classIndex(), object.box(), score, reason));
        }
      }
    }
    missed.sort(
        Comparator.comparingDouble(Miss::score)
            .thenComparing(miss -> miss.box().area(), Comparator.reverseOrder()));
    return few(missed);
  }

  /** Wrong detections at the threshold, the surest first. */
  List<Miss> mistaken(List<JudgedImage> images) {
    List<Miss> mistaken = new ArrayList<>();
    for (JudgedImage image : images) {
      for (int d = 0; d < image.taken().length; d++) {
        Detection found = image.detections().get(d);
        if (image.taken()[d] == JudgedImage.WRONG && found.score() >= threshold) {
          String reason = whyWrong(image, found);
          mistaken.add(new Miss(image, found.classIndex(), found.box(), found.score(), reason));
        }
      }
    }
    mistaken.sort(Comparator.comparingDouble(Miss::score).reversed());
    return few(mistaken);
  }

  private List<Miss> few(List<Miss> all) {
    Map<Long, Integer> shown = new HashMap<>();
    return all.stream()
        .filter(miss -> shown.merge(miss.image().image().id(), 1, Integer::sum) <= OF_AN_IMAGE)
        .limit(most)
        .toList();
  }

  private String whyUnseen(JudgedImage image, Annotation object) {
    double nearest = 0;
    for (Detection found : image.detections()) {
      if (found.score() < threshold) {
        break;
      }
      double overlap = JudgedImage.overlap(found.box(), object.box());
      boolean sameClass = found.classIndex() == object.classIndex();
      if (!sameClass && overlap >= JudgedImage.ENOUGH) {
        return "taken for %s (%s)".formatted(classes.name(found.classIndex()), two(found.score()));
      }
      nearest = sameClass ? Math.max(nearest, overlap) : nearest;
    }
    return nearest < TOUCHES ? "nothing found there" : "nearest overlaps by " + two(nearest);
  }

  private String whyWrong(JudgedImage image, Detection found) {
    double nearest = 0;
    String other = "";
    for (Annotation object : image.image().annotations()) {
      double overlap = JudgedImage.overlap(found.box(), object.box());
      if (object.ignore()) {
        continue;
      }
      if (object.classIndex() == found.classIndex()) {
        nearest = Math.max(nearest, overlap);
      } else if (overlap >= JudgedImage.ENOUGH) {
        other = classes.name(object.classIndex());
      }
    }
    if (nearest >= JudgedImage.ENOUGH) {
      return "an object found twice";
    }
    if (!other.isEmpty()) {
      return "labelled " + other;
    }
    return nearest < TOUCHES
        ? "nothing labelled there"
        : "overlaps by %s only".formatted(two(nearest));
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** "12 × 30 pixels". */
  static String size(Box box) {
    return String.format(Locale.ROOT, "%.0f × %.0f pixels", box.width(), box.height());
  }
}
