package dev.fovea.core.loss;

/** The sum of the four deltas' absolute differences: {@link SmoothL1} with β = 0. */
public record L1() implements BoxLoss {
  private static final SmoothL1 SHARP = new SmoothL1(0);

  @Override
  public double apply(float[] predicted, BoxTarget target, double[] gradient) {
    return SHARP.apply(predicted, target, gradient);
  }
}
