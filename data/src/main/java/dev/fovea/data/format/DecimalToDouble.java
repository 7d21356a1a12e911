package dev.fovea.data.format;

import java.math.BigInteger;

/**
 * The double nearest to a decimal number, the same bits as {@link Double#parseDouble}.
 *
 * <p>Eisel and Lemire's algorithm (D. Lemire, Number Parsing at a Gigabyte per Second, 2021; {@code
 * compute_float} of fast_float): the digits times a power of five in 128 bits. For the exponents
 * here the powers are exact or the nearest above, which needs no fallback (Mushtak and Lemire,
 * 2023), and no result is subnormal or infinite.
 */
final class DecimalToDouble {
  /** Exponents of ten that are known, both ends included. */
  static final int LEAST = -27;

  static final int MOST = 27;

  private static final int BITS_OF_POWER = 128;
  private static final int BIAS = 1023;
  private static final int MANTISSA_BITS = 52;

  /** Below these bits of the product lies what the lower half of the power may change. */
  private static final long UNCERTAIN = 0x1FF;

  /** Exponents at which the exact value may lie in the middle between two doubles. */
  private static final int LEAST_MIDDLE = -4;

  private static final int MOST_MIDDLE = 23;

  /** {@code [exponents]}: the higher and lower 64 bits of each power of five. */
  private static final long[] HIGH = new long[MOST - LEAST + 1];

  private static final long[] LOW = new long[MOST - LEAST + 1];

  static {
    for (int exponent = LEAST; exponent <= MOST; exponent++) {
      BigInteger power = power(exponent);
      HIGH[exponent - LEAST] = power.shiftRight(Long.SIZE).longValue();
      LOW[exponent - LEAST] = power.longValue();
    }
  }

  private DecimalToDouble() {}

  /** Five to an exponent as a whole number of 128 bits; reciprocals are rounded up. */
  private static BigInteger power(int exponent) {
    BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
    return exponent >= 0
        ? power.shiftLeft(BITS_OF_POWER - power.bitLength())
        : BigInteger.ONE
            .shiftLeft(power.bitLength() + BITS_OF_POWER - 1)
            .divide(power)
            .add(BigInteger.ONE);
  }

  /**
   * The double nearest to {@code digits · 10^exponent}, the even one of two.
   *
   * @param digits at least 0, all 63 bits may be used
   * @param exponent from {@link #LEAST} to {@link #MOST}
   */
  static double of(long digits, int exponent) {
    if (digits == 0) {
      return 0;
    }
    int zeros = Long.numberOfLeadingZeros(digits);
    long factor = digits << zeros;
    long low = factor * HIGH[exponent - LEAST];
    long high = Math.unsignedMultiplyHigh(factor, HIGH[exponent - LEAST]);
    if ((high & UNCERTAIN) == UNCERTAIN) {
      long more = Math.unsignedMultiplyHigh(factor, LOW[exponent - LEAST]);
      low += more;
      high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
    }
    int top = (int) (high >>> 63);
    int shift = top + Long.SIZE - MANTISSA_BITS - 3;
    long mantissa = high >>> shift;
    boolean middle =
        Long.compareUnsigned(low, 1) <= 0
            && exponent >= LEAST_MIDDLE
            && exponent <= MOST_MIDDLE
            && (mantissa & 3) == 1
            && mantissa << shift == high;
    mantissa = middle ? mantissa & ~1 : mantissa;
    // Rounds to 53 bits; a carry out of them raises the exponent by itself.
    long rounded = (mantissa + (mantissa & 1)) >>> 1;
    int power = binaryExponent(exponent) + top - zeros + BIAS;
    return Double.longBitsToDouble(((power - 1L) << MANTISSA_BITS) + rounded);
  }

  /** ⌊log₂ 10^exponent⌋ + 63, for these exponents and many more. */
  private static int binaryExponent(int exponent) {
    return ((217_706 * exponent) >> 16) + 63;
  }
}
