package dev.fovea.nn.preflight;

/**
 * How the anchors meet a group of boxes.
 *
 * @param name of the group
 * @param boxes how many
 * @param foreground boxes whose best IoU is at least {@code matching.foreground}
 * @param background boxes whose best IoU is at least {@code matching.background}
 * @param meanIou the mean of the boxes' best IoUs; 0 where there are none
 * @param positives anchors that learn one of them
 * @param unmatched boxes that no anchor learns
 */
public record BoxFit(
    String name,
    long boxes,
    long foreground,
    long background,
    double meanIou,
    long positives,
    long unmatched) {

  /** A part of the boxes, {@code [0, 1]}; −1 where there are none. */
  public double share(long part) {
    return boxes == 0 ? -1 : (double) part / boxes;
  }
}
