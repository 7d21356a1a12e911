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

  /** Detections of the present image that reach the lowest threshold with some truth. */
  private int[] near = new int[0];

  private int nearCount;

  /** {@code [near]}: the highest overlap of each with any truth. */
  private double[] nearest = new double[0];

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
    ignoreOtherSizes(first, matches);
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

  /** Until they match an object, detections of other sizes are ignored. */
  private void ignoreOtherSizes(int first, ClassMatches matches) {
    for (int a = 0; a < areas.size(); a++) {
      int[] ignored = matches.ignored()[a];
      for (int d = 0; d < ignored.length; d++) {
        int box = 4 * (first + d);
        if (areas.get(a).excludes(found.box()[box + 2] * found.box()[box + 3])) {
          ignored[d] = everyThreshold;
        }
      }
    }
  }

  private void matchImage(Range detections, Range objects, int first, ClassMatches matches) {
    if (objects.size() == 0) {
      return;
    }
    fillOverlaps(detections, objects);
    for (int a = 0; a < areas.size(); a++) {
      orderTruths(objects, areas.get(a));
      matches.objects()[a] += counting;
      Outcome outcome = new Outcome(matches.hits()[a], matches.ignored()[a], first);
      for (int t = 0; t < thresholds.length && nearCount > 0; t++) {
        matchAt(t, objects, outcome);
      }
    }
  }

  /**
   * The overlaps of detections that can match at all; most cannot, since they lie elsewhere.
   *
   * <p>Reads 32 bytes a detection and, from the first cache, 32 bytes a truth; bound by the
   * comparisons of edges, whose outcome no processor can guess.
   */
  private void fillOverlaps(Range detections, Range objects) {
    makeRoom(detections, objects);
    nearCount = 0;
    for (int d = detections.from; d < detections.to; d++) {
      int row = nearCount * objects.size();
      double highest = 0;
      for (int t = objects.from; t < objects.to; t++) {
        boolean crowd = truths.kind()[t] == TruthKind.CROWD;
        double overlap = Overlap.of(found.box(), d, truths.box(), t, crowd);
        overlaps[row + t - objects.from] = overlap;
        highest = overlap > highest ? overlap : highest;
      }
      if (highest >= thresholds[0]) {
        nearest[nearCount] = highest;
        near[nearCount++] = d;
      }
    }
  }

  private void makeRoom(Range detections, Range objects) {
    int size = Math.multiplyExact(detections.size(), objects.size());
    if (overlaps.length < size) {
      overlaps = new double[size];
    }
    if (near.length < detections.size()) {
      near = new int[detections.size()];
      nearest = new double[detections.size()];
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

  private void matchAt(int threshold, Range objects, Outcome outcome) {
    Arrays.fill(taken, 0, objects.size(), false);
    int bit = 1 << threshold;
    for (int i = 0; i < nearCount; i++) {
      if (nearest[i] < thresholds[threshold]) {
        continue;
      }
      int best = best(thresholds[threshold], i * objects.size(), objects);
      if (best < 0) {
        continue;
      }
      taken[best] = true;
      int d = near[i] - outcome.first;
      if (best >= counting) {
        outcome.ignored[d] |= bit;
      } else if (truths.kind()[order[best]] == TruthKind.OBJECT) {
        outcome.hits[d] |= bit;
        outcome.ignored[d] &= ~bit;
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
