package dev.fovea.core.diagnosis;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.BestOverlap;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.Boxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the truth boxes that were missed, and why.
 *
 * <p>Found is what COCO counts at IoU 0.5: by falling score, each detection takes the free box of
 * its class that it overlaps most.
 *
 * @param matching thresholds of the anchors
 */
public record MissDiagnosis(MatchingSettings matching) {
  static final float ENOUGH = 0.5f;

  /** Below it a box has nothing to do with the object. */
  private static final float TOUCHING = 0.1f;

  /** The missed boxes of an image, by row. */
  public List<Miss> of(Sight sight) {
    boolean[] found = found(sight);
    float[] anchorIou = BestOverlap.of(sight.grid(), sight.truth().boxes());
    float[] possibleIou = BestOverlap.ofOwnShape(sight.grid(), sight.truth().boxes());
    List<Miss> misses = new ArrayList<>();
    for (int truth = 0; truth < found.length; truth++) {
      if (!found[truth]) {
        MissCause cause = cause(sight, truth, anchorIou[truth]);
        misses.add(
            new Miss(truth, cause, anchorIou[truth], possibleIou[truth], ownScore(sight, truth)));
      }
    }
    return misses;
  }

  private static boolean[] found(Sight sight) {
    boolean[] found = new boolean[sight.truth().count()];
    List<Detection> falling =
        sight.shown().stream().sorted(Comparator.comparing(Detection::score).reversed()).toList();
    for (Detection detection : falling) {
      int best = -1;
      float greatest = ENOUGH;
      for (int truth = 0; truth < found.length; truth++) {
        boolean free = !found[truth] && sight.truth().classes()[truth] == detection.classIndex();
        float iou = free ? iou(sight, truth, detection) : 0;
        if (free && iou >= greatest) {
          greatest = iou;
          best = truth;
        }
      }
      if (best >= 0) {
        found[best] = true;
      }
    }
    return found;
  }

  private MissCause cause(Sight sight, int truth, float anchorIou) {
    if (!hasAnchor(sight, truth)) {
      return anchorIou < matching.background() ? MissCause.NO_ANCHOR : MissCause.IGNORED_BAND;
    }
    int label = sight.truth().classes()[truth];
    Predicate<Detection> sameClass = candidate -> candidate.classIndex() == label;
    if (overlaps(sight, truth, ENOUGH, sameClass)) {
      return MissCause.SUPPRESSED;
    }
    if (overlaps(sight, truth, ENOUGH, candidate -> elsewhere(sight, -1, candidate) < ENOUGH)) {
      return MissCause.OTHER_CLASS;
    }
    Predicate<Detection> meant =
        candidate -> elsewhere(sight, truth, candidate) <= iou(sight, truth, candidate);
    return overlaps(sight, truth, TOUCHING, sameClass.and(meant))
        ? MissCause.BADLY_PLACED
        : MissCause.LOW_SCORE;
  }

  /** The greatest IoU of a box with the objects of its own class, but for one. */
  private static float elsewhere(Sight sight, int except, Detection candidate) {
    float greatest = 0;
    for (int other = 0; other < sight.truth().count(); other++) {
      if (other != except && sight.truth().classes()[other] == candidate.classIndex()) {
        greatest = Math.max(greatest, iou(sight, other, candidate));
      }
    }
    return greatest;
  }

  private static boolean hasAnchor(Sight sight, int truth) {
    for (int box : sight.matches().boxes()) {
      if (box == truth) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(
      Sight sight, int truth, float least, Predicate<Detection> wanted) {
    return sight.candidates().stream()
        .anyMatch(candidate -> wanted.test(candidate) && iou(sight, truth, candidate) >= least);
  }

  static float iou(Sight sight, int truth, Detection detection) {
    Box box = detection.box();
    float[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
    return Boxes.iou(sight.truth().boxes(), truth, corners, 0);
  }

  private static double ownScore(Sight sight, int truth) {
    double score = 0;
    for (int i = 0; i < sight.matches().anchors().length; i++) {
      if (sight.matches().boxes()[i] == truth) {
        int label = sight.truth().classes()[truth];
        score = Math.max(score, sight.score(sight.matches().anchors()[i], label));
      }
    }
    return score;
  }
}
