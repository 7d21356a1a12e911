package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;
import java.util.Arrays;

/**
 * Divides the batch's loss by an exponential moving average of the batches' divisors (Detectron2,
 * {@code dense_detector.py}, {@code _ema_update}: momentum 0.9, start 100).
 *
 * <p>Not for several threads at once. Its state belongs into the checkpoint.
 */
public final class MovingAverageNormalizer implements Normalizer {
  private static final double MOMENTUM = 0.9;
  private static final double START = 100;

  private double average = START;

  @Override
  public void observe(int[] divisors) {
    long total = Arrays.stream(divisors).asLongStream().sum();
    average = MOMENTUM * average + (1 - MOMENTUM) * Math.max(1, total);
  }

  @Override
  public double[] weights(int[] divisors) {
    double[] weights = new double[divisors.length];
    Arrays.fill(weights, 1 / average);
    return weights;
  }

  /** The average, at least 1. */
  @Override
  public double state() {
    return average;
  }

  @Override
  public void restore(double state) {
    if (!(state >= 1 && Double.isFinite(state))) {
      throw FoveaException.data(
          "The normalizer's average in the checkpoint is "
              + state
              + ", but it is at least 1; the checkpoint is damaged or of another kind.");
    }
    average = state;
  }
}
