package dev.fovea.onnx.quantize;

/** How a tensor's range is chosen from what was seen of it. */
@FunctionalInterface
public interface RangeRule {
  /** The range; always one that holds 0. */
  Range of(Histogram seen);

  /** From the least value to the largest, as {@code RangeRule::extremes}. */
  static Range extremes(Histogram seen) {
    return seen.least() == seen.most() ? Range.OF_ZEROS : new Range(seen.least(), seen.most());
  }
}
