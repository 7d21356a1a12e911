package dev.fovea.core.loss.sample;

import java.util.Arrays;

/**
 * The anchors of one image to choose from.
 *
 * @param losses {@code [count]}: the classification loss of each anchor, summed over its classes;
 *     {@link #IGNORED} for those that take no part; NaN counts as the highest, so that it is never
 *     hidden
 * @param boxes {@code [count, 4]}, pixels of the network's input
 * @param positives anchors that are matched to a truth box, ascending, none of them ignored
 */
public record AnchorScores(float[] losses, float[] boxes, int[] positives) {
  /** The loss of an anchor that takes no part. */
  public static final float IGNORED = Float.NEGATIVE_INFINITY;

  /** Checks the lengths. */
  public AnchorScores {
    if (boxes.length != 4 * losses.length) {
      throw new IllegalArgumentException(
          losses.length + " losses but " + boxes.length + " coordinates");
    }
  }

  /** The same without the positives, which become ignored. */
  AnchorScores negatives() {
    float[] left = losses.clone();
    for (int positive : positives) {
      left[positive] = IGNORED;
    }
    return new AnchorScores(left, boxes, new int[0]);
  }

  /** All that take part, ascending. */
  int[] all() {
    int[] taking = new int[losses.length];
    int count = 0;
    for (int i = 0; i < losses.length; i++) {
      if (losses[i] != IGNORED) {
        taking[count++] = i;
      }
    }
    return Arrays.copyOf(taking, count);
  }
}
