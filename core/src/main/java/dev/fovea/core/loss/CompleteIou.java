package dev.fovea.core.loss;

/**
 * The loss {@code 1 − IoU + ρ²/c² + αv} of the decoded box: {@link DistanceIou} with {@code v =
 * 4/π² (atan(w/h of the truth) − atan(w/h))²} and {@code α = v / (1 − IoU + v)} (Zheng et al., AAAI
 * 2020; torchvision's {@code ops/ciou_loss.py}, without its ε).
 *
 * <p>As there, α counts as a constant: the gradient is not the whole derivative of the value.
 */
public record CompleteIou() implements BoxLoss {
  private static final double SCALE = 4 / (Math.PI * Math.PI);

  @Override
  public double apply(float[] predicted, BoxTarget target, double[] gradient) {
    OverlapPair pair = new OverlapPair(predicted, target);
    double[] byCorner = new double[4];
    double value = DistanceIou.apply(pair, byCorner);
    double width = pair.size(0);
    double height = pair.size(1);
    double turn =
        Math.atan((pair.truth[2] - pair.truth[0]) / (pair.truth[3] - pair.truth[1]))
            - Math.atan2(width, height);
    double shape = SCALE * turn * turn;
    double alpha = shape == 0 ? 0 : shape / (1 - pair.iou() + shape);
    double square = width * width + height * height;
    // Boxes that have shrunk to a point have no shape to mend.
    double slope = square == 0 ? 0 : -2 * alpha * SCALE * turn / square;
    byCorner[0] -= slope * height;
    byCorner[2] += slope * height;
    byCorner[1] += slope * width;
    byCorner[3] -= slope * width;
    pair.chain(byCorner, gradient);
    return value + alpha * shape;
  }
}
