package dev.fovea.data.format;

import java.math.BigDecimal;

/** Numbers as annotation files want them: without exponents. */
final class Decimals {
  private Decimals() {}

  /** The shortest decimal that reads back as the same double; whole numbers without a point. */
  static String plain(double value) {
    String text = new BigDecimal(Double.toString(value)).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
