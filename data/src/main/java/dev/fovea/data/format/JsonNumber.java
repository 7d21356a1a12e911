package dev.fovea.data.format;

import dev.fovea.data.format.JsonScanner.Unrecognised;
import java.nio.charset.StandardCharsets;

/** The number that was scanned last; for one thread. */
final class JsonNumber {
  /** As Jackson has it. */
  private static final int LONGEST = 1000;

  /** Digits up to here can have one more in 63 bits. */
  private static final long ROOM_FOR_A_DIGIT = 100_000_000_000_000_000L;

  private static final int LARGEST_EXPONENT = 10_000;

  private byte[] bytes = {};
  private int start;
  private int at;
  private boolean negative;

  /** Without a point or an exponent. */
  private boolean whole;

  /** All digits of the number, if {@link #allDigits}, else only the first. */
  private long digits;

  private boolean allDigits;

  /** Of ten, by which the digits are multiplied. */
  private int exponent;

  /**
   * Scans a number by JSON's grammar.
   *
   * @param bytes not to be changed before the value has been taken; something that belongs to no
   *     number must stand behind it
   * @return where the number ends
   * @throws Unrecognised if there is none
   */
  int scan(byte[] bytes, int from) {
    this.bytes = bytes;
    start = from;
    negative = bytes[from] == '-';
    at = negative ? from + 1 : from;
    digits = 0;
    allDigits = true;
    exponent = 0;
    boolean zero = bytes[at] == '0';
    if (scanDigits() > 1 && zero) {
      throw new Unrecognised();
    }
    whole = true;
    if (bytes[at] == '.') {
      whole = false;
      at++;
      exponent = -scanDigits();
    }
    if (bytes[at] == 'e' || bytes[at] == 'E') {
      whole = false;
      at++;
      exponent += scanExponent();
    }
    if (at - start > LONGEST) {
      throw new Unrecognised();
    }
    return at;
  }

  /** Takes one digit or more; says how many. */
  private int scanDigits() {
    int i = at;
    long sum = digits;
    int digit = bytes[i] - '0';
    while (digit >= 0 && digit <= 9) {
      if (sum < ROOM_FOR_A_DIGIT) {
        sum = 10 * sum + digit;
      } else {
        allDigits = false;
      }
      digit = bytes[++i] - '0';
    }
    int count = i - at;
    if (count == 0) {
      throw new Unrecognised();
    }
    digits = sum;
    at = i;
    return count;
  }

  private int scanExponent() {
    boolean below = bytes[at] == '-';
    at += below || bytes[at] == '+' ? 1 : 0;
    int first = at;
    int sum = 0;
    for (int digit = bytes[at] - '0'; digit >= 0 && digit <= 9; digit = bytes[at] - '0') {
      sum = Math.min(LARGEST_EXPONENT, 10 * sum + digit);
      at++;
    }
    if (at == first) {
      throw new Unrecognised();
    }
    return below ? -sum : sum;
  }

  /**
   * The number, if it is a whole one, possibly written as 7.0.
   *
   * @throws Unrecognised if it is none, or has more than 18 digits
   */
  long wholeValue() {
    if (allDigits && whole) {
      return negative ? -digits : digits;
    }
    double value = value();
    if (whole
        || value != Math.rint(value)
        || Math.abs(value) > JacksonCursor.LARGEST_WHOLE_DOUBLE) {
      throw new Unrecognised();
    }
    return (long) value;
  }

  /**
   * The same bits as by {@link Double#parseDouble}, but −0 without a point is 0, as by Jackson.
   *
   * @throws Unrecognised if it is too large for a double
   */
  double value() {
    if (allDigits && whole) {
      return negative ? -digits : digits;
    }
    if (allDigits && exponent >= DecimalToDouble.LEAST && exponent <= DecimalToDouble.MOST) {
      double value = DecimalToDouble.of(digits, exponent);
      return negative ? -value : value;
    }
    double value =
        Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
    if (Double.isInfinite(value)) {
      throw new Unrecognised();
    }
    return value;
  }
}
