package dev.fovea.core.loss;

/** A loss of one positive anchor's predicted deltas. */
public interface BoxLoss {
  /**
   * The loss with its derivatives.
   *
   * @param predicted {@code [4]}: dx, dy, dw, dh
   * @param target what they should be
   * @param gradient {@code [4]}: overwritten with the derivative by each predicted delta
   * @return at least 0; NaN if a predicted delta is NaN
   */
  double apply(float[] predicted, BoxTarget target, double[] gradient);
}
