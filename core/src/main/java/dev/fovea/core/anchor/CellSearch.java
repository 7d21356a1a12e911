package dev.fovea.core.anchor;

import dev.fovea.core.box.Boxes;
import java.util.List;

/**
 * Finds the anchors that can overlap a box enough, without looking at the others: for a given shape
 * the overlap needed on each axis bounds the rows and columns.
 *
 * <p>The bounds have slack; the visitor computes the exact overlap.
 */
final class CellSearch {
  /** What is done with an anchor that may overlap enough. */
  interface Visitor {
    void visit(int anchor);
  }

  /** Anchors are float sums, overlaps float quotients: the bounds give way by this much. */
  private static final double RELATIVE_SLACK = 1e-3;

  private static final double PIXEL_SLACK = 0.02;
  private static final int X = 0;
  private static final int Y = 1;

  /** One anchor of every cell of a level. */
  private record Shape(AnchorGrid.Level level, int index) {
    double low(int axis) {
      return level.corners()[4 * index + axis];
    }

    double high(int axis) {
      return level.corners()[4 * index + 2 + axis];
    }

    double length(int axis) {
      return high(axis) - low(axis);
    }
  }

  private final Shape[] shapes;

  CellSearch(AnchorGrid grid) {
    this(grid.allLevels());
  }

  /** A search that needs no anchor's box but those it looks at. */
  CellSearch(List<AnchorGrid.Level> levels) {
    int anchorsPerCell = levels.getFirst().shapes();
    shapes = new Shape[levels.size() * anchorsPerCell];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = new Shape(levels.get(i / anchorsPerCell), i % anchorsPerCell);
    }
  }

  /** Visits every anchor whose IoU with the box is at least {@code least}, among others. */
  void byIou(float[] boxes, int box, double least, Visitor visitor) {
    // IoU ≥ t ⇔ intersection ≥ t/(1 + t)·(sum of areas).
    double part = least / (1 + least);
    double boxArea = length(boxes, box, X) * length(boxes, box, Y);
    for (Shape shape : shapes) {
      double area = shape.length(X) * shape.length(Y);
      visit(shape, boxes, box, part * (area + boxArea), visitor);
    }
  }

  /** Visits every anchor of which the box covers at least the part {@code least}, among others. */
  void byCoverage(float[] boxes, int box, double least, Visitor visitor) {
    for (Shape shape : shapes) {
      visit(shape, boxes, box, least * shape.length(X) * shape.length(Y), visitor);
    }
  }

  private static void visit(
      Shape shape, float[] boxes, int box, double intersection, Visitor visitor) {
    double width = Math.min(length(boxes, box, X), shape.length(X));
    double height = Math.min(length(boxes, box, Y), shape.length(Y));
    double needed = intersection * (1 - RELATIVE_SLACK);
    if (!(width * height >= needed)) {
      return;
    }
    Span columns = span(shape, boxes, box, X, needed / height);
    Span rows = span(shape, boxes, box, Y, needed / width);
    for (int row = rows.first; row <= rows.last; row++) {
      for (int column = columns.first; column <= columns.last; column++) {
        visitor.visit(shape.level.anchor(row, column, shape.index));
      }
    }
  }

  /** From one row or column to another, both included; none when the last is before the first. */
  private record Span(int first, int last) {}

  /** The cells in which the shape shares at least {@code overlap} pixels with the box. */
  private static Span span(Shape shape, float[] boxes, int box, int axis, double overlap) {
    AnchorGrid.Level level = shape.level;
    double low = boxes[4 * box + axis] + overlap - shape.high(axis) - PIXEL_SLACK;
    double high = boxes[4 * box + 2 + axis] - overlap - shape.low(axis) + PIXEL_SLACK;
    return new Span(
        (int) Math.max(0, Math.ceil(low / level.stride(axis) - level.offset())),
        (int)
            Math.min(
                level.cells(axis) - 1, Math.floor(high / level.stride(axis) - level.offset())));
  }

  /**
   * The best IoU among each shape's nearest anchors: the best of all, but for the rounding by which
   * a neighbour may be better, and never above it.
   */
  float nearestIou(float[] boxes, int box) {
    float best = 0;
    float[] anchor = new float[4];
    for (Shape shape : shapes) {
      int column = nearest(shape, boxes, box, X);
      int row = nearest(shape, boxes, box, Y);
      shape.level.write(row, column, shape.index, anchor, 0);
      best = Math.max(best, Boxes.iou(boxes, box, anchor, 0));
    }
    return best;
  }

  private static int nearest(Shape shape, float[] boxes, int box, int axis) {
    double boxMiddle = ((double) boxes[4 * box + axis] + boxes[4 * box + 2 + axis]) / 2;
    double point = boxMiddle - (shape.low(axis) + shape.high(axis)) / 2;
    AnchorGrid.Level level = shape.level;
    long cell = Math.round(point / level.stride(axis) - level.offset());
    return Math.clamp(cell, 0, level.cells(axis) - 1);
  }

  private static double length(float[] boxes, int box, int axis) {
    return (double) boxes[4 * box + 2 + axis] - boxes[4 * box + axis];
  }
}
