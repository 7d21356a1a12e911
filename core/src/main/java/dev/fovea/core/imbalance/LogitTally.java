package dev.fovea.core.imbalance;

import dev.fovea.core.FoveaException;
import java.util.Arrays;

/**
 * The logits of one image, level and class, counted in whole numbers: in whatever order, by however
 * many threads they are added, the sums are the same.
 *
 * <p>A bin is one {@code long}: the number of logits above {@link #OFFSET_BITS} bits of the sum of
 * their distances from the bin's beginning, in units of 2⁻²⁰. So a logit costs one addition to one
 * place, and a background logit is what nearly all of a pass consists of.
 */
final class LogitTally {
  private static final int OFFSET_BITS = 40;
  private static final long ONE = 1L << OFFSET_BITS;
  private static final int UNITS_IN_BIN_BITS = 14;
  private static final long UNITS_IN_BIN = 1L << UNITS_IN_BIN_BITS;

  /** Units in a logit of 1; with 64 bins in it, {@link #UNITS_IN_BIN_BITS} follow. */
  private static final double UNITS = UNITS_IN_BIN / LogitHistogram.WIDTH;

  /** A logit is cut to units; on average it loses half of one. */
  private static final double CUT = 0.5 / UNITS;

  /** Beyond it, the sum of a large image's logits might leave the range of long. */
  private static final double FARTHEST = 1 << 19;

  private final int classIndex;
  private final long[] bins = new long[LogitHistogram.BINS];
  private long below;
  private long belowUnits;
  private long above;
  private long aboveUnits;

  LogitTally(int classIndex) {
    this.classIndex = classIndex;
  }

  /**
   * Adds a logit.
   *
   * @throws FoveaException if it is no finite number
   */
  void add(float logit) {
    if (Math.abs(logit) < LogitHistogram.LIMIT) {
      int units = (int) ((logit + LogitHistogram.LIMIT) * UNITS);
      bins[units >> UNITS_IN_BIN_BITS] += ONE | units & UNITS_IN_BIN - 1;
    } else {
      addOutlier(logit);
    }
  }

  private void addOutlier(float logit) {
    requireFinite(logit, classIndex);
    long units = (long) (Math.clamp(logit, -FARTHEST, FARTHEST) * UNITS);
    if (logit < 0) {
      below++;
      belowUnits += units;
    } else {
      above++;
      aboveUnits += units;
    }
  }

  static void requireFinite(float logit, int classIndex) {
    if (!Float.isFinite(logit)) {
      throw FoveaException.data("a logit of class " + classIndex + " is " + logit);
    }
  }

  /** Adds what another one holds. */
  void add(LogitTally other) {
    for (int bin = 0; bin < bins.length; bin++) {
      bins[bin] += other.bins[bin];
    }
    below += other.below;
    belowUnits += other.belowUnits;
    above += other.above;
    aboveUnits += other.aboveUnits;
  }

  /** Adds all logits to {@code histogram}, each with {@code weight}; then holds none. */
  void moveTo(LogitHistogram histogram, double weight) {
    for (int bin = 0; bin < bins.length; bin++) {
      long packed = bins[bin];
      if (packed != 0) {
        long count = packed >> OFFSET_BITS;
        double begin = bin * LogitHistogram.WIDTH - LogitHistogram.LIMIT + CUT;
        double sum = count * begin + (packed & ONE - 1) / UNITS;
        histogram.add(bin, new LogitHistogram.Sum(count, sum), weight);
      }
    }
    if (below > 0) {
      histogram.add(0, new LogitHistogram.Sum(below, belowUnits / UNITS), weight);
    }
    if (above > 0) {
      histogram.add(bins.length - 1, new LogitHistogram.Sum(above, aboveUnits / UNITS), weight);
    }
    clear();
  }

  /** Forgets all logits. */
  void clear() {
    Arrays.fill(bins, 0);
    below = 0;
    belowUnits = 0;
    above = 0;
    aboveUnits = 0;
  }
}
