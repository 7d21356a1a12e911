package dev.fovea.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How the page writes numbers. */
final class Figures {
  private static final int SIGNIFICANT = 5;

  private Figures() {}

  /** Average precision or recall times 100, "–" where it is undefined. */
  static String percent(double figure) {
    return figure < 0 ? "–" : String.format(Locale.ROOT, "%.1f", 100 * figure);
  }

  /** Losses and rates: a few digits that matter. */
  static String few(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(rounded(value)).stripTrailingZeros().toPlainString()
        : "–";
  }

  /** The value with five digits that matter; the page would only be larger with all of them. */
  static double rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(SIGNIFICANT)).doubleValue()
        : value;
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** "1 box", "2 boxes": {@code one} is the word for one of them, {@code more} for others. */
  static String counted(long number, String one, String more) {
    return count(number) + " " + (number == 1 ? one : more);
  }
}
