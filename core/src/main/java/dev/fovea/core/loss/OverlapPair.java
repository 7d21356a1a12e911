package dev.fovea.core.loss;

import dev.fovea.core.box.Box;
import dev.fovea.core.box.BoxCoder;

/**
 * A predicted box beside the true one, with what the losses on overlap are made of: areas in square
 * pixels, each with its derivatives by the predicted corners.
 *
 * <p>Double throughout: coordinates of any finite delta stay finite in products of four.
 */
final class OverlapPair {
  private final double[] anchorSize;
  private final double[] size = new double[2];
  private final boolean[] clamped = new boolean[2];

  /** {@code [4]}: x1, y1, x2, y2. */
  final double[] predicted = new double[4];

  /** {@code [4]}: x1, y1, x2, y2. */
  final double[] truth;

  double intersection;
  final double[] intersectionSlope = new double[4];
  double union;
  final double[] unionSlope = new double[4];

  /** {@code [2]}: width, height of the smallest box around both. */
  final double[] enclosing = new double[2];

  /** {@code [4]}: of the width by x1, of the height by y1, of the width by x2, … */
  final double[] enclosingSlope = new double[4];

  /** Decodes as {@link BoxCoder#DEFAULT} does; a true box has an area above 0. */
  OverlapPair(float[] deltas, BoxTarget target) {
    double[] anchor = corners(target.anchor());
    truth = corners(target.truth());
    anchorSize = new double[] {anchor[2] - anchor[0], anchor[3] - anchor[1]};
    for (int axis = 0; axis < 2; axis++) {
      double limit = BoxCoder.DEFAULT.limit();
      clamped[axis] = deltas[axis + 2] > limit;
      size[axis] = Math.exp(Math.min(deltas[axis + 2], limit)) * anchorSize[axis];
      double centre = deltas[axis] * anchorSize[axis] + 0.5 * (anchor[axis] + anchor[axis + 2]);
      predicted[axis] = centre - 0.5 * size[axis];
      predicted[axis + 2] = centre + 0.5 * size[axis];
    }
    compare();
  }

  private static double[] corners(Box box) {
    return new double[] {box.x1(), box.y1(), box.x2(), box.y2()};
  }

  private void compare() {
    double[] shared = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      double low = Math.max(predicted[axis], truth[axis]);
      double high = Math.min(predicted[axis + 2], truth[axis + 2]);
      shared[axis] = Math.max(0, high - low);
      enclosing[axis] =
          Math.max(predicted[axis + 2], truth[axis + 2]) - Math.min(predicted[axis], truth[axis]);
      enclosingSlope[axis] = predicted[axis] < truth[axis] ? -1 : 0;
      enclosingSlope[axis + 2] = predicted[axis + 2] > truth[axis + 2] ? 1 : 0;
    }
    intersection = shared[0] * shared[1];
    double trueArea = (truth[2] - truth[0]) * (truth[3] - truth[1]);
    union = size[0] * size[1] + trueArea - intersection;
    for (int axis = 0; axis < 2; axis++) {
      double across = intersection > 0 ? shared[1 - axis] : 0;
      intersectionSlope[axis] = predicted[axis] > truth[axis] ? -across : 0;
      intersectionSlope[axis + 2] = predicted[axis + 2] < truth[axis + 2] ? across : 0;
      unionSlope[axis] = -size[1 - axis] - intersectionSlope[axis];
      unionSlope[axis + 2] = size[1 - axis] - intersectionSlope[axis + 2];
    }
  }

  /** Intersection over union. */
  double iou() {
    return intersection / union;
  }

  /** Its derivative by a predicted corner. */
  double iouSlope(int corner) {
    return (intersectionSlope[corner] * union - intersection * unionSlope[corner])
        / (union * union);
  }

  /** Width, or height, of the predicted box. */
  double size(int axis) {
    return size[axis];
  }

  /** From derivatives by the predicted corners to those by dx, dy, dw, dh. */
  void chain(double[] byCorner, double[] gradient) {
    for (int axis = 0; axis < 2; axis++) {
      double first = byCorner[axis];
      double second = byCorner[axis + 2];
      gradient[axis] = anchorSize[axis] * (first + second);
      gradient[axis + 2] = clamped[axis] ? 0 : 0.5 * size[axis] * (second - first);
    }
  }
}
