package dev.fovea.core.tile;

import dev.fovea.core.Detection;
import dev.fovea.core.Window;
import dev.fovea.core.box.Box;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An object put together from the pieces of it that tiles show.
 *
 * @param detection in the picture's pixels; the highest of the pieces' scores
 * @param windows the tiles that show it
 * @param open whether it may go on in a tile where nothing of it was found
 */
record Candidate(Detection detection, Set<Window> windows, boolean open) {
  /** The part of a box that another one must cover more of, to be the same object. */
  private static final double COVERED = 0.5;

  /** The candidate of pieces that belong together. */
  static Candidate of(List<Piece> pieces, boolean open) {
    Box whole = pieces.getFirst().box();
    float score = 0;
    for (Piece piece : pieces) {
      Box box = piece.box();
      whole =
          new Box(
              Math.min(whole.x1(), box.x1()),
              Math.min(whole.y1(), box.y1()),
              Math.max(whole.x2(), box.x2()),
              Math.max(whole.y2(), box.y2()));
      score = Math.max(score, piece.detection().score());
    }
    int classIndex = pieces.getFirst().detection().classIndex();
    return new Candidate(
        new Detection(classIndex, score, whole),
        pieces.stream().map(Piece::window).collect(Collectors.toSet()),
        open);
  }

  Box box() {
    return detection.box();
  }

  /** Whether other tiles have found the same object more completely. */
  boolean isPartOf(Candidate other) {
    Box mine = box();
    Box its = other.box();
    double width = Math.min(mine.x2(), its.x2()) - Math.max(mine.x1(), its.x1());
    double height = Math.min(mine.y2(), its.y2()) - Math.max(mine.y1(), its.y1());
    return width > 0
        && height > 0
        && width * height > COVERED * mine.area()
        && !windows.equals(other.windows);
  }
}
