package dev.fovea.core.calibration;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Precision beside probability, bin by bin: the data of a reliability diagram.
 *
 * @param bins of equal width from 0 to 1, ascending; those without claims are empty
 */
public record Reliability(List<Bin> bins) {
  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * The claims of one bin.
   *
   * @param from the bin's lower end, which belongs to it
   * @param to its upper end, which belongs to the next (1 belongs to the last)
   * @param count of claims
   * @param probability their mean; NaN without claims
   * @param precision the part of them that is right; NaN without claims
   */
  public record Bin(double from, double to, int count, double probability, double precision) {}

  /**
   * Counts.
   *
   * @param binCount at least 1
   */
  public static Reliability of(
      List<ScoredOutcome> outcomes, Calibration calibration, int binCount) {
    int[] count = new int[binCount];
    int[] right = new int[binCount];
    double[] sum = new double[binCount];
    for (ScoredOutcome one : outcomes) {
      double probability = calibration.probability(one.score());
      int bin = Math.min((int) (probability * binCount), binCount - 1);
      count[bin]++;
      right[bin] += one.right() ? 1 : 0;
      sum[bin] += probability;
    }
    return new Reliability(
        IntStream.range(0, binCount)
            .mapToObj(
                b ->
                    new Bin(
                        (double) b / binCount,
                        (b + 1.0) / binCount,
                        count[b],
                        sum[b] / count[b],
                        (double) right[b] / count[b]))
            .toList());
  }

  /** The number of claims. */
  public int count() {
    return bins.stream().mapToInt(Bin::count).sum();
  }

  /**
   * The mean distance of precision from probability, bins weighed by their claims: the detection
   * expected calibration error with the score alone (Küppers et al., <i>Multivariate Confidence
   * Calibration for Object Detection</i>, CVPR workshops 2020, equation 5).
   *
   * @return from 0 to 1; NaN without claims
   */
  public double error() {
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.count == 0 ? 0 : bin.count * Math.abs(bin.precision - bin.probability);
    }
    return sum / count();
  }
}
