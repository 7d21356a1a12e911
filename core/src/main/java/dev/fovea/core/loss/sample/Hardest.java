package dev.fovea.core.loss.sample;

import dev.fovea.core.box.NonMaximumSuppression;
import dev.fovea.core.detect.TopCandidates;

/**
 * The anchors of the highest loss that do not overlap one of a higher loss too much.
 *
 * <p>Suppression goes from the highest loss down, so that what it keeps of a few times as many
 * candidates as are wanted is what it would keep of all: nothing is sorted but candidates, and more
 * are taken only where too few stay.
 */
final class Hardest {
  /** Enough nearly always: at an IoU of 0.7 an anchor suppresses few of its neighbours. */
  private static final int CANDIDATES = 4;

  private static final int MORE = 8;

  private Hardest() {}

  /**
   * At most {@code limit} anchors, highest loss first; of equal losses the lower number.
   *
   * @param suppression IoU above which the lower loss goes
   */
  static int[] of(AnchorScores anchors, double suppression, int limit) {
    int count = anchors.losses().length;
    for (long candidates = (long) CANDIDATES * limit; ; candidates *= MORE) {
      int[] top = highest(anchors.losses(), (int) Math.min(candidates, count));
      int[] kept = suppress(anchors, top, suppression, limit);
      if (kept.length == limit || candidates >= count) {
        return kept;
      }
    }
  }

  private static int[] highest(float[] losses, int limit) {
    TopCandidates top = new TopCandidates(limit, -Float.MAX_VALUE);
    for (int i = 0; i < losses.length; i++) {
      float loss = losses[i];
      if (Float.isNaN(loss)) {
        top.add(Float.NaN, i); // of the bits that are ordered above infinity
      } else if (!(loss < top.least())) {
        top.add(loss, i);
      }
    }
    long[] best = top.best();
    int[] places = new int[best.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = TopCandidates.position(best[i]);
    }
    return places;
  }

  private static int[] suppress(AnchorScores anchors, int[] top, double suppression, int limit) {
    float[] boxes = new float[4 * top.length];
    float[] losses = new float[top.length];
    for (int i = 0; i < top.length; i++) {
      System.arraycopy(anchors.boxes(), 4 * top[i], boxes, 4 * i, 4);
      losses[i] = Float.isNaN(anchors.losses()[top[i]]) ? Float.NaN : anchors.losses()[top[i]];
    }
    int[] rows = NonMaximumSuppression.keep(boxes, losses, new int[top.length], suppression, limit);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = top[rows[i]];
    }
    return rows;
  }
}
