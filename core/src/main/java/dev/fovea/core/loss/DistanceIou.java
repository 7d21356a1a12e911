package dev.fovea.core.loss;

/**
 * The loss {@code 1 − IoU + ρ²/c²} of the decoded box: ρ is the distance of the centres, c the
 * diagonal of the smallest box around both (Zheng et al., AAAI 2020; torchvision's {@code
 * ops/diou_loss.py}, without its ε, since a true box has an area). In 0 … 2.
 */
public record DistanceIou() implements BoxLoss {
  @Override
  public double apply(float[] predicted, BoxTarget target, double[] gradient) {
    OverlapPair pair = new OverlapPair(predicted, target);
    double[] byCorner = new double[4];
    double value = apply(pair, byCorner);
    pair.chain(byCorner, gradient);
    return value;
  }

  /** The same with the derivatives by the predicted corners. */
  static double apply(OverlapPair pair, double[] byCorner) {
    double[] apart = {apart(pair, 0), apart(pair, 1)};
    double distance = apart[0] * apart[0] + apart[1] * apart[1];
    double diagonal = pair.enclosing[0] * pair.enclosing[0] + pair.enclosing[1] * pair.enclosing[1];
    for (int corner = 0; corner < 4; corner++) {
      int axis = corner % 2;
      double diagonalSlope = 2 * pair.enclosing[axis] * pair.enclosingSlope[corner];
      byCorner[corner] =
          apart[axis] / diagonal
              - distance / diagonal * (diagonalSlope / diagonal)
              - pair.iouSlope(corner);
    }
    return 1 - pair.iou() + distance / diagonal;
  }

  /** How far the predicted centre lies beyond the true one. */
  private static double apart(OverlapPair pair, int axis) {
    double twice = pair.predicted[axis] + pair.predicted[axis + 2];
    return 0.5 * (twice - pair.truth[axis] - pair.truth[axis + 2]);
  }
}
