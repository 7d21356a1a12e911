package dev.fovea.core.loss;

/**
 * The float32 exponential and logarithm of the kernels, one number at a time.
 *
 * <p>The kernels do not call {@code Math.exp} or the Vector API's EXP: their last bits differ
 * between the interpreter, the compiler and the machine, while additions, multiplications and fused
 * multiply-adds in a fixed order never do. {@link VectorFocalKernel} does the same operations in
 * the same order on vectors; a test holds the bits together.
 */
final class FloatArithmetic {
  /** Below it, e^x is less than the least normal float; the result is 0. */
  static final float LEAST_EXPONENT = -88f;

  static final float LOG2_E = 1.442695041f;

  /** The upper 9 bits of ln 2, so that a product with an integer of 8 bits is exact. */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5 · 2^23: added, it rounds a float to an integer and leaves that in the low bits. */
  static final float ROUNDER = 12582912f;

  /** A float's exponent bits of 2^0. */
  static final int ONE_BITS = 127 << 23;

  /** (e^r − 1 − r)/r² for |r| ≤ ln 2 / 2, relative error of e^r 3e-9: fitted, Remez-like. */
  static final float E0 = 0.5f;

  static final float E1 = 0.16666512191295624f;
  static final float E2 = 0.0416661873459816f;
  static final float E3 = 0.008369598537683487f;
  static final float E4 = 0.0013951719738543034f;

  /** 2 artanh(s)/s in s² for 0 ≤ s ≤ 1/3, relative error 4e-9: fitted likewise. */
  static final float L0 = 2.0f;

  static final float L1 = 0.6666631102561951f;
  static final float L2 = 0.4002499282360077f;
  static final float L3 = 0.2795923948287964f;
  static final float L4 = 0.2818533480167389f;

  private FloatArithmetic() {}

  /**
   * {@code e^(high + low)} for an exponent of at most 0 in two parts: a single float of −80 is off
   * by 4e-6, which would be the relative error of the result.
   */
  static float exponential(float high, float low) {
    boolean vanishes = high + low < LEAST_EXPONENT;
    float upper = vanishes ? LEAST_EXPONENT : high;
    float lower = vanishes ? 0 : low;
    float rounded = Math.fma(upper + lower, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, upper)) + lower;
    float tail = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
    float mantissa = Math.fma(tail, r * r, r) + 1;
    return mantissa * Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + ONE_BITS);
  }

  /** {@code log((1 + s)/(1 − s))} for 0 ≤ s ≤ 1/3. */
  static float logarithm(float s) {
    float z = s * s;
    return s * Math.fma(Math.fma(Math.fma(Math.fma(L4, z, L3), z, L2), z, L1), z, L0);
  }
}
