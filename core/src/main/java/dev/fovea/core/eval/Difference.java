package dev.fovea.core.eval;

/**
 * How two results differ in one figure. Where the figure is undefined, both values are −1 and all
 * else says "no difference".
 *
 * @param first the figure of the first result
 * @param second the figure of the second result
 * @param change {@code second − first}
 * @param low end of the change's confidence interval
 * @param high end of the change's confidence interval
 * @param probability two-sided p-value of "no difference": how often resampling turns the sign,
 *     twice the smaller side; at most 1
 */
public record Difference(
    double first, double second, double change, double low, double high, double probability) {
  static final Difference UNDEFINED = new Difference(-1, -1, 0, 0, 0, 1);

  /** Which result is better. */
  public enum Verdict {
    /** The interval lies below 0. */
    FIRST,
    /** The interval lies above 0. */
    SECOND,
    /** The interval holds 0: these images do not tell. */
    UNDECIDED
  }

  /** What the interval says. */
  public Verdict verdict() {
    if (low > 0) {
      return Verdict.SECOND;
    }
    return high < 0 ? Verdict.FIRST : Verdict.UNDECIDED;
  }
}
