package dev.fovea.core.anchor;

/**
 * Which anchors of one image are not background. Anchors in neither list are background.
 *
 * @param anchors positive anchors, ascending
 * @param boxes the truth box of each positive anchor
 * @param ignored anchors that take no part in the loss, ascending, none of them positive
 * @param divisor the number of anchors assigned to a truth box, by which the loss is divided: the
 *     number of positives, but for Detectron's convention, which also counts low-quality matches
 *     that it then treats as background
 */
public record Matches(int[] anchors, int[] boxes, int[] ignored, int divisor) {
  public Matches {
    if (anchors.length != boxes.length) {
      throw new IllegalArgumentException(
          anchors.length + " anchors but " + boxes.length + " boxes");
    }
  }
}
