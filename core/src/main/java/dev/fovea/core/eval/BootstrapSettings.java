package dev.fovea.core.eval;

/**
 * How often images are drawn again, and how sure an interval is to be.
 *
 * @param resamples at least 20; the interval's ends are order statistics of so many figures
 * @param level the part of cases in which an interval is to hold the true figure, in {@code (0, 1)}
 * @param seed of the draws; the same seed gives the same bits for any number of threads
 */
public record BootstrapSettings(int resamples, double level, long seed) {
  private static final int FEWEST_RESAMPLES = 20;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the value that is not accepted
   */
  public BootstrapSettings {
    if (resamples < FEWEST_RESAMPLES) {
      throw new IllegalArgumentException(
          resamples + " resamples: there must be " + FEWEST_RESAMPLES + " or more");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level of " + level + ": it must lie between 0 and 1");
    }
  }

  /** 1000 resamples, intervals of 95%, seed 1. */
  public static BootstrapSettings standard() {
    return new BootstrapSettings(1000, 0.95, 1);
  }
}
