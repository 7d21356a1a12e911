package dev.fovea.core.tile;

import dev.fovea.core.Window;
import dev.fovea.core.box.Box;

/**
 * Whether two pieces are one object that the seam between their tiles cuts: their tiles lie side by
 * side, each piece touches the other's side of the seam and reaches across the overlap, and both
 * have the same extent along the seam (by an IoU of {@value #ALIKE}).
 */
final class Seam {
  private static final double ALIKE = 0.5;

  private Seam() {}

  /** Whether the first piece goes on in the second, which lies to its right. */
  static boolean joinsAcross(Piece left, Piece right) {
    Window a = left.window();
    Window b = right.window();
    Box first = left.box();
    Box second = right.box();
    return a.top() == b.top()
        && a.left() < b.left()
        && b.left() <= a.right()
        && left.cut().contains(Side.RIGHT)
        && right.cut().contains(Side.LEFT)
        && first.x1() <= b.left() + Piece.slack(first.width())
        && second.x2() >= a.right() - Piece.slack(second.width())
        && alike(first.y1(), first.y2(), second.y1(), second.y2());
  }

  /** Whether the first piece goes on in the second, which lies below it. */
  static boolean joinsDown(Piece upper, Piece lower) {
    return joinsAcross(upper.turned(), lower.turned());
  }

  private static boolean alike(float start, float end, float otherStart, float otherEnd) {
    double shared = Math.min(end, otherEnd) - Math.max(start, otherStart);
    return shared >= ALIKE * (Math.max(end, otherEnd) - Math.min(start, otherStart));
  }
}
