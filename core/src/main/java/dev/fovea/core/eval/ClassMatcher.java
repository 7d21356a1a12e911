package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;

/**
 * Greedy matching of detections with annotated boxes, image by image, as {@code
 * COCOeval.evaluateImg} does it; for one thread.
 */
final class ClassMatcher {
  /** An IoU of 1 may come out a little lower. */
  private static final double HIGHEST_THRESHOLD = 1 - 1e-10;

  private final double[] thresholds;
  private final int everyThreshold;
  private final List<AreaRange> areas;
  private final TruthTable truths;
  private final DetectionTable found;

  /** Truths of the present image in the order of matching: those that count, then the others. */
  private int[] order = new int[0];

  private int counting;
  private boolean[] taken = new boolean[0];
  private double[] overlaps = new double[0];

  ClassMatcher(CocoSettings settings, TruthTable truths, DetectionTable found) {
    this.thresholds =
        settings.iouThresholds().stream()
            .mapToDouble(t -> Math.min(t, HIGHEST_THRESHOLD))
            .toArray();
    this.everyThreshold = (int) ((1L << thresholds.length) - 1);
    this.areas = AreaRange.of(settings);
    this.truths = truths;
    this.found = found;
  }

  /** Goes through the images that have detections or truths of the class. */
  ClassMatches match(int classIndex) {
    int first = found.classStart()[classIndex];
    int lastDetection = found.classStart()[classIndex + 1];
    int lastTruth = truths.classStart()[classIndex + 1];
    ClassMatches matches = new ClassMatches(areas.size(), lastDetection - first);
    int d = first;
    int t = truths.classStart()[classIndex];
    while (d < lastDetection || t < lastTruth) {
      int image =
          Math.min(
              d < lastDetection ? found.image()[d] : Integer.MAX_VALUE,
              t < lastTruth ? truths.image()[t] : Integer.MAX_VALUE);
      int detectionEnd = end(found.image(), d, lastDetection, image);
      int truthEnd = end(truths.image(), t, lastTruth, image);
      matchImage(new Range(d, detectionEnd), new Range(t, truthEnd), first, matches);
      d = detectionEnd;
      t = truthEnd;
    }
    return matches;
  }

  private static int end(int[] imageOf, int from, int last, int image) {
    int end = from;
    while (end < last && imageOf[end] == image) {
      end++;
    }
    return end;
  }

  private void matchImage(Range detections, Range objects, int first, ClassMatches matches) {
    fillOverlaps(detections, objects);
    for (int a = 0; a < areas.size(); a++) {
      orderTruths(objects, areas.get(a));
      matches.objects()[a] += counting;
      for (int d = detections.from; d < detections.to; d++) {
        if (areas.get(a).excludes(found.box()[4 * d + 2] * found.box()[4 * d + 3])) {
          matches.ignored()[a][d - first] = everyThreshold;
        }
      }
      if (objects.size() > 0) {
        for (int t = 0; t < thresholds.length; t++) {
          matchAt(t, detections, objects, new Outcome(matches.hits()[a], matches.ignored()[a], first));
        }
      }
    }
  }

  private void fillOverlaps(Range detections, Range objects) {
    int size = Math.multiplyExact(detections.size(), objects.size());
    if (overlaps.length < size) {
      overlaps = new double[size];
    }
    int at = 0;
    for (int d = detections.from; d < detections.to; d++) {
      for (int t = objects.from; t < objects.to; t++) {
        boolean crowd = truths.kind()[t] == TruthKind.CROWD;
        overlaps[at++] = Overlap.of(found.box(), d, truths.box(), t, crowd);
      }
    }
  }

  private void orderTruths(Range objects, AreaRange area) {
    if (order.length < objects.size()) {
      order = new int[objects.size()];
      taken = new boolean[objects.size()];
    }
    counting = 0;
    for (int t = objects.from; t < objects.to; t++) {
      if (counts(t, area)) {
        order[counting++] = t;
      }
    }
    int next = counting;
    for (int t = objects.from; t < objects.to; t++) {
      if (!counts(t, area)) {
        order[next++] = t;
      }
    }
  }

  private boolean counts(int truth, AreaRange area) {
    return truths.kind()[truth] != TruthKind.CROWD && !area.excludes(truths.area()[truth]);
  }

  private void matchAt(int threshold, Range detections, Range objects, Outcome outcome) {
    Arrays.fill(taken, 0, objects.size(), false);
    int bit = 1 << threshold;
    for (int d = detections.from; d < detections.to; d++) {
      int best = best(thresholds[threshold], (d - detections.from) * objects.size(), objects);
      if (best < 0) {
        continue;
      }
      taken[best] = true;
      if (best >= counting) {
        outcome.ignored[d - outcome.first] |= bit;
      } else if (truths.kind()[order[best]] == TruthKind.OBJECT) {
        outcome.hits[d - outcome.first] |= bit;
        outcome.ignored[d - outcome.first] &= ~bit;
      }
    }
  }

  /**
   * The free truth with the highest overlap, the last of equal ones; one that does not count only
   * if no other reaches the threshold.
   *
   * @return its place in {@link #order}, or −1
   */
  private int best(double threshold, int row, Range objects) {
    int best = -1;
    double highest = threshold;
    for (int i = 0; i < objects.size(); i++) {
      if (i == counting && best >= 0) {
        break;
      }
      double overlap = overlaps[row + order[i] - objects.from];
      if (overlap >= highest && (!taken[i] || truths.kind()[order[i]] == TruthKind.CROWD)) {
        highest = overlap;
        best = i;
      }
    }
    return best;
  }

  private record Range(int from, int to) {
    int size() {
      return to - from;
    }
  }

  /** Rows of {@link ClassMatches}, and the detection that they begin with. */
  private record Outcome(int[] hits, int[] ignored, int first) {}
}
