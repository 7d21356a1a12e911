package dev.fovea.onnx.quantize;

/**
 * The range whose rounding and clipping together make the least sum of squares.
 *
 * <p>Each end is searched between 0 and the extreme, one after the other until neither moves; an
 * end without values stays 0.
 */
public record LeastError() implements RangeRule {
  /** Ends from the extreme inwards, each this much nearer to 0, down to a hundredth of it. */
  private static final double CLOSER = 0.97;

  private static final int CANDIDATES = 150;
  private static final int ROUNDS = 4;

  @Override
  public Range of(Histogram seen) {
    Range best = RangeRule.extremes(seen);
    for (int round = 0; round < ROUNDS; round++) {
      Range before = best;
      best = better(seen, best, seen.most(), true);
      best = better(seen, best, seen.least(), false);
      if (best.equals(before)) {
        break;
      }
    }
    return best;
  }

  /** The best range with another upper or lower end, {@code start} kept where none is better. */
  private static Range better(Histogram seen, Range start, double extreme, boolean upper) {
    if (extreme == 0) {
      return start;
    }
    Range best = start;
    double least = error(seen, start);
    double end = extreme;
    for (int candidate = 0; candidate < CANDIDATES; candidate++, end *= CLOSER) {
      Range range = upper ? new Range(start.low(), end) : new Range(end, start.high());
      double error = error(seen, range);
      boolean inside = range.high() - range.low() < best.high() - best.low();
      if (error < least) {
        least = error;
        best = range;
      } else if (inside && error > 2 * least) {
        // Rounding is finer than that of the best, so what is cut makes more than all of its error.
        break;
      }
    }
    return best;
  }

  /** Expected: the squares of what is cut, and of a difference evenly spread over a step. */
  private static double error(Histogram seen, Range range) {
    double step = AffineScale.of(range).scale();
    double[] sum = {0};
    seen.forEach(
        (middle, count) -> {
          double cut = middle - Math.clamp(middle, range.low(), range.high());
          sum[0] += count * (cut == 0 ? step * step / 12 : cut * cut);
        });
    return sum[0];
  }
}
