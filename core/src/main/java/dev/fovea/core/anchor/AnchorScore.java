package dev.fovea.core.anchor;

import java.util.Comparator;

/**
 * How good anchors are for a set of boxes: the share of boxes that they reach decides, then the
 * mean of the boxes' best IoUs.
 *
 * @param reached share of the boxes whose best IoU is at least the wanted one, {@code [0, 1]}
 * @param meanIou of the boxes' best IoUs, {@code [0, 1]}
 */
public record AnchorScore(double reached, double meanIou) implements Comparable<AnchorScore> {
  private static final Comparator<AnchorScore> ORDER =
      Comparator.comparingDouble(AnchorScore::reached).thenComparingDouble(AnchorScore::meanIou);

  @Override
  public int compareTo(AnchorScore other) {
    return ORDER.compare(this, other);
  }

  /** Whether these anchors are the better ones. */
  public boolean isAbove(AnchorScore other) {
    return compareTo(other) > 0;
  }
}
