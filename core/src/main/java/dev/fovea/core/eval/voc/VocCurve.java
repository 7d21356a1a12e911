package dev.fovea.core.eval.voc;

import java.util.BitSet;

/**
 * Precision over recall of one class, known by its hits.
 *
 * <p>Recall grows at hits alone, so precision between them has no part in either figure.
 *
 * @param precision {@code [hits]}: the best at this hit or a later one
 * @param objects to be found, at least 1
 */
record VocCurve(double[] precision, int objects) {
  private static final int POINTS = 10;

  /** The curve of detections in falling order of score; bit {@code i} is set where one is right. */
  static VocCurve of(BitSet right, int detections, int objects) {
    double[] precision = new double[right.cardinality()];
    int hits = 0;
    for (int i = 0; i < detections; i++) {
      if (right.get(i)) {
        hits++;
        precision[hits - 1] = (double) hits / (i + 1);
      }
    }
    for (int i = hits - 1; i > 0; i--) {
      precision[i - 1] = Math.max(precision[i - 1], precision[i]);
    }
    return new VocCurve(precision, objects);
  }

  /** Mean of the precision at recall 0, 0.1 … 1; 0 where the recall is not reached. */
  double elevenPoint() {
    double sum = 0;
    for (int point = 0; point <= POINTS; point++) {
      int hits = Math.max(1, hitsFor(point));
      sum += hits <= precision.length ? precision[hits - 1] : 0;
    }
    return sum / (POINTS + 1);
  }

  /** Hits that make the recall {@code point / 10}, in whole numbers: 0.1 is no double. */
  private int hitsFor(int point) {
    return Math.toIntExact(Math.ceilDiv((long) point * objects, (long) POINTS));
  }

  /** Area under the envelope: each hit is {@code 1 / objects} wide. */
  double allPoint() {
    double sum = 0;
    for (double one : precision) {
      sum += one;
    }
    return sum / objects;
  }
}
