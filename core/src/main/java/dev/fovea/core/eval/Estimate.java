package dev.fovea.core.eval;

/**
 * A figure with its confidence interval; −1, −1, −1 where the figure is undefined.
 *
 * @param value of the data as they are
 * @param low end of the interval
 * @param high end of the interval
 */
public record Estimate(double value, double low, double high) {
  static final Estimate UNDEFINED = new Estimate(-1, -1, -1);
}
