package dev.fovea.core.tile;

import dev.fovea.core.Detection;
import dev.fovea.core.Size;
import dev.fovea.core.Window;
import dev.fovea.core.box.Box;
import java.util.EnumSet;
import java.util.Set;

/**
 * What was found in one tile.
 *
 * @param detection in the picture's pixels
 * @param window the tile
 * @param cut the tile's sides inside the picture that the box touches: the object may go on there
 */
record Piece(Detection detection, Window window, Set<Side> cut) {
  /** A detector's box ends about where the tile does. */
  private static final float LEAST_SLACK = 2;

  private static final float SLACK = 0.05f;

  /**
   * A piece of what a detector found.
   *
   * @param found in the tile's pixels
   */
  static Piece of(Detection found, Window window, Size picture) {
    Box box = window.inPicture(found.box());
    Set<Side> cut = EnumSet.noneOf(Side.class);
    float across = slack(box.width());
    float down = slack(box.height());
    add(cut, Side.LEFT, window.left() > 0 && box.x1() <= window.left() + across);
    add(cut, Side.TOP, window.top() > 0 && box.y1() <= window.top() + down);
    add(cut, Side.RIGHT, window.right() < picture.width() && box.x2() >= window.right() - across);
    add(cut, Side.BOTTOM, window.bottom() < picture.height() && box.y2() >= window.bottom() - down);
    return new Piece(new Detection(found.classIndex(), found.score(), box), window, cut);
  }

  private static void add(Set<Side> sides, Side side, boolean touched) {
    if (touched) {
      sides.add(side);
    }
  }

  /** How far from an edge a box of this side still touches it. */
  static float slack(float side) {
    return Math.max(LEAST_SLACK, SLACK * side);
  }

  Box box() {
    return detection.box();
  }

  /** The same with x and y exchanged. */
  Piece turned() {
    Box box = detection.box();
    Box turned = new Box(box.y1(), box.x1(), box.y2(), box.x2());
    Set<Side> sides = EnumSet.noneOf(Side.class);
    cut.forEach(side -> sides.add(side.turned()));
    return new Piece(
        new Detection(detection.classIndex(), detection.score(), turned),
        new Window(window.top(), window.left(), window.height(), window.width()),
        sides);
  }
}
