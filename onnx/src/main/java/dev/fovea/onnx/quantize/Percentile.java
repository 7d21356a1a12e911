package dev.fovea.onnx.quantize;

/**
 * The range that leaves out a share of the values on each side, so that a few outliers do not make
 * the steps of all others wide.
 *
 * @param percent of the values, zeros among them, that stay below the upper end, as above the
 *     lower; from 50 to 100
 */
public record Percentile(double percent) implements RangeRule {
  public Percentile {
    if (!(percent >= 50 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile of " + percent);
    }
  }

  @Override
  public Range of(Histogram seen) {
    double outside = seen.count() * (100 - percent) / 100;
    double low = seen.leastWithout(outside);
    double high = seen.mostWithout(outside);
    return low == high ? RangeRule.extremes(seen) : new Range(low, high);
  }
}
