package dev.fovea.report;

import java.util.List;

/**
 * The choice of a score from which detections are shown: of 0.01, 0.02 … 0.99 the one with the
 * highest F1 at IoU 0.5, the highest of equal ones.
 *
 * <p>F1 = 2·hits / (detections + objects), over all classes together.
 */
final class ScoreChoice {
  private static final int PARTS = 100;

  /** Where nothing is found at any score, so that all are alike. */
  private static final double WITHOUT_HITS = 0.5;

  private ScoreChoice() {}

  static double of(List<JudgedImage> images) {
    long[] hits = new long[PARTS + 1];
    long[] detections = new long[PARTS + 1];
    long objects = 0;
    for (JudgedImage judged : images) {
      objects += judged.image().annotations().stream().filter(one -> !one.ignore()).count();
      for (int d = 0; d < judged.taken().length; d++) {
        if (judged.taken()[d] != JudgedImage.IGNORED) {
          int part = (int) Math.floor((double) judged.detections().get(d).score() * PARTS);
          detections[Math.clamp(part, 0, PARTS)]++;
          hits[Math.clamp(part, 0, PARTS)] += judged.taken()[d] >= 0 ? 1 : 0;
        }
      }
    }
    return best(hits, detections, objects);
  }

  private static double best(long[] hits, long[] detections, long objects) {
    double best = WITHOUT_HITS;
    double highest = 0;
    long hit = hits[PARTS];
    long found = detections[PARTS];
    for (int part = PARTS - 1; part > 0; part--) {
      hit += hits[part];
      found += detections[part];
      double score = hit == 0 ? 0 : 2.0 * hit / (found + objects);
      if (score > highest) {
        highest = score;
        best = (double) part / PARTS;
      }
    }
    return best;
  }
}
