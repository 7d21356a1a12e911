package dev.fovea.core.anchor;

import dev.fovea.core.box.Boxes;
import java.util.List;

/** How well the anchors of a grid can cover boxes at all: the best IoU of each box. */
public final class BestOverlap {
  private BestOverlap() {}

  /**
   * The greatest IoU that any anchor has with each box.
   *
   * @param boxes {@code [M, 4]}, finite, in the pixels of the grid's input
   * @return {@code [M]}; 0 for an empty box
   */
  public static float[] of(AnchorGrid grid, float[] boxes) {
    CellSearch search = new CellSearch(grid);
    float[] best = new float[boxes.length / 4];
    for (int i = 0; i < best.length; i++) {
      if (!Boxes.isEmpty(boxes, i)) {
        best[i] = best(grid, search, boxes, i);
      }
    }
    return best;
  }

  /**
   * The same without a grid's anchors at hand: each shape's anchor nearest to the box is looked at,
   * which shares the most with it on either axis.
   *
   * @param levels of the padded input that the boxes lie in
   * @return {@code [M]}; below {@link #of} by no more than the rounding of floats
   */
  static float[] nearest(List<AnchorGrid.Level> levels, float[] boxes) {
    CellSearch search = new CellSearch(levels);
    float[] best = new float[boxes.length / 4];
    for (int i = 0; i < best.length; i++) {
      best[i] = Boxes.isEmpty(boxes, i) ? 0 : search.nearestIou(boxes, i);
    }
    return best;
  }

  /**
   * The IoU that an anchor of a box's own shape would have with it: the best that other anchors on
   * the same grid can reach, as its cells' points are given.
   *
   * @param boxes {@code [M, 4]}, finite, in the pixels of the grid's input
   * @return {@code [M]}; 0 for an empty box
   */
  public static float[] ofOwnShape(AnchorGrid grid, float[] boxes) {
    float[] best = new float[boxes.length / 4];
    float[] anchor = new float[4];
    for (int i = 0; i < best.length; i++) {
      for (AnchorGrid.Level level : grid.allLevels()) {
        for (int axis = 0; axis < 2; axis++) {
          double middle = ((double) boxes[4 * i + axis] + boxes[4 * i + 2 + axis]) / 2;
          double shift = point(level, axis, middle) - middle;
          anchor[axis] = (float) (boxes[4 * i + axis] + shift);
          anchor[2 + axis] = (float) (boxes[4 * i + 2 + axis] + shift);
        }
        best[i] = Boxes.isEmpty(boxes, i) ? 0 : Math.max(best[i], Boxes.iou(boxes, i, anchor, 0));
      }
    }
    return best;
  }

  /** The cells' point nearest to a place on an axis. */
  private static double point(AnchorGrid.Level level, int axis, double place) {
    long cell = Math.round(place / level.stride(axis) - level.offset());
    long inside = Math.clamp(cell, 0, level.cells(axis) - 1);
    return (inside + level.offset()) * level.stride(axis);
  }

  private static float best(AnchorGrid grid, CellSearch search, float[] boxes, int box) {
    // All anchors at least as good as one that exists include the best.
    float[] best = {search.nearestIou(boxes, box)};
    search.byIou(
        boxes,
        box,
        best[0],
        anchor -> best[0] = Math.max(best[0], Boxes.iou(boxes, box, grid.boxes(), anchor)));
    return best[0];
  }
}
