package dev.fovea.data.stats;

import java.util.Arrays;

/**
 * Where the values of a quantity lie; all are NaN where there is none.
 *
 * @param low a twentieth is not above it
 * @param median half is not above it
 * @param high a twentieth is above it
 */
public record Quantiles(double low, double median, double high) {
  /** Of these values, in any order: the nearest ranks, which are values themselves. */
  public static Quantiles of(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return new Quantiles(rank(sorted, 0.05), rank(sorted, 0.5), rank(sorted, 0.95));
  }

  private static double rank(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(1, rank) - 1];
  }
}
