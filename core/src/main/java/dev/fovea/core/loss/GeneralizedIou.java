package dev.fovea.core.loss;

/**
 * The loss {@code 1 − GIoU} of the decoded box, {@code GIoU = I/U − (C − U)/C} with C the area of
 * the smallest box around both (Rezatofighi et al., CVPR 2019; torchvision's {@code
 * ops/giou_loss.py}, without its ε, since a true box has an area).
 *
 * <p>In 0 … 2; unlike {@code 1 − IoU} it has a slope where the boxes do not touch.
 */
public record GeneralizedIou() implements BoxLoss {
  @Override
  public double apply(float[] predicted, BoxTarget target, double[] gradient) {
    OverlapPair pair = new OverlapPair(predicted, target);
    double around = pair.enclosing[0] * pair.enclosing[1];
    double[] byCorner = new double[4];
    for (int corner = 0; corner < 4; corner++) {
      double aroundSlope = pair.enclosingSlope[corner] * pair.enclosing[1 - corner % 2];
      double fillSlope =
          (pair.unionSlope[corner] * around - pair.union * aroundSlope) / (around * around);
      byCorner[corner] = -pair.iouSlope(corner) - fillSlope;
    }
    pair.chain(byCorner, gradient);
    return 2 - pair.iou() - pair.union / around;
  }
}
