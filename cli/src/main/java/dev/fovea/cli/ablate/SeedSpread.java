package dev.fovea.cli.ablate;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far runs lie apart that differ in their seed alone, taken to be the same in all rows of a
 * table that have learned anything: the variance within the rows of a one-way analysis of variance.
 *
 * @param deviation standard deviation of a run's AP, percent
 * @param degrees of freedom, at least 1: runs less rows
 */
record SeedSpread(double deviation, int degrees) {
  private static final double CONFIDENCE = 0.95;

  /** Of rows with APs in percent; nothing where no row has two of them. */
  static Optional<SeedSpread> of(List<double[]> rows) {
    double squares = 0;
    int degrees = 0;
    for (double[] row : rows) {
      double sum = 0;
      for (double ap : row) {
        sum += ap;
      }
      for (double ap : row) {
        squares += (ap - sum / row.length) * (ap - sum / row.length);
      }
      degrees += Math.max(0, row.length - 1);
    }
    return degrees == 0
        ? Optional.empty()
        : Optional.of(new SeedSpread(Math.sqrt(squares / degrees), degrees));
  }

  /** Half the 95 % interval of the mean of so many runs. */
  double ofMean(int runs) {
    double quantile = TDistribution.of(degrees).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return quantile * deviation / Math.sqrt(runs);
  }

  /** Half the 95 % interval of the difference of two rows' means of so many runs each. */
  double ofDifference(int runs) {
    return Math.sqrt(2) * ofMean(runs);
  }
}
