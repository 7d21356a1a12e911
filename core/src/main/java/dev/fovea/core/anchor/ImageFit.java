package dev.fovea.core.anchor;

/**
 * How the anchors meet one image's boxes.
 *
 * @param bestIou {@code [M]}: the greatest IoU that any anchor has with each box, wherever the
 *     anchors truly lie
 * @param positives {@code [M]}: the anchors that learn each box
 * @param ignored anchors that take no part in the loss
 * @param negatives anchors that are background
 */
public record ImageFit(float[] bestIou, int[] positives, int ignored, int negatives) {
  /** The fit of a grid's anchors to the boxes of one image in its input. */
  public static ImageFit of(AnchorGrid grid, AnchorMatcher matcher, TruthBoxes truth) {
    Matches matches = matcher.match(grid, truth);
    int[] positives = new int[truth.count()];
    for (int box : matches.boxes()) {
      positives[box]++;
    }
    int ignored = matches.ignored().length;
    int negatives = grid.count() - matches.anchors().length - ignored;
    return new ImageFit(BestOverlap.of(grid, truth.boxes()), positives, ignored, negatives);
  }
}
