package dev.fovea.core.eval;

/**
 * Precision over recall of one class at one IoU threshold.
 *
 * <p>Only hits are kept: recall grows at hits alone, and precision is highest at one, so the
 * envelope read at a recall threshold is the same as over all detections.
 */
final class PrecisionCurve {
  private final int objects;
  private final double[] precisionAtHit;
  private int hits;

  /**
   * An empty curve.
   *
   * @param objects to be found, at least 1
   */
  PrecisionCurve(int objects) {
    this.objects = objects;
    this.precisionAtHit = new double[objects];
  }

  /**
   * Adds the next hit.
   *
   * @param misses before it
   */
  void hit(int misses) {
    hits++;
    // pycocotools adds numpy.spacing(1), which changes the last bit when it is the first.
    precisionAtHit[hits - 1] = hits / ((double) misses + hits + Math.ulp(1.0));
  }

  int hits() {
    return hits;
  }

  /** The part of the objects that was found. */
  double recall() {
    return (double) hits / objects;
  }

  /**
   * Writes the best precision at this recall or more, 0 where it is never reached.
   *
   * @param recalls ascending
   * @param start where in {@code precision} the first is written
   */
  void read(double[] recalls, double[] precision, int start) {
    for (int i = hits - 1; i > 0; i--) {
      precisionAtHit[i - 1] = Math.max(precisionAtHit[i - 1], precisionAtHit[i]);
    }
    int i = 0;
    for (int r = 0; r < recalls.length; r++) {
      while (i < hits && (double) (i + 1) / objects < recalls[r]) {
        i++;
      }
      precision[start + r] = i < hits ? precisionAtHit[i] : 0;
    }
  }
}
