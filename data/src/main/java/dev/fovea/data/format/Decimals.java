package dev.fovea.data.format;

import java.math.BigDecimal;

/** Numbers as annotation files want them: without exponents. */
final class Decimals {
  private Decimals() {}

  /** The shortest decimal that reads back as the same double; whole numbers without a point. */
  static String plain(double value) {
    return plain(Double.toString(value));
  }

  /** The shortest decimal that reads back as the same float; whole numbers without a point. */
  static String plain(float value) {
    return plain(Float.toString(value));
  }

  private static String plain(String number) {
    String text = new BigDecimal(number).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
