package dev.fovea.onnx.quantize;

/**
 * The values that a quantised tensor can take; what lies outside becomes an end.
 *
 * @param low at most 0
 * @param high at least 0, and above {@code low}
 */
public record Range(double low, double high) {
  /** Where nothing but zeros was seen. */
  static final Range OF_ZEROS = new Range(0, 1);

  public Range {
    if (!(low <= 0 && high >= 0 && high > low)
        || Double.isInfinite(low)
        || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "a range from %s to %s; it must be finite and hold 0".formatted(low, high));
    }
  }
}
