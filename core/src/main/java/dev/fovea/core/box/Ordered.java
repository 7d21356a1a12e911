package dev.fovea.core.box;

/** Integers that are ordered as the floats they stand for. */
public final class Ordered {
  private Ordered() {}

  /** An int that grows with {@code value}; both zeros give the same. NaN is above or below all. */
  public static int bits(float value) {
    // Adding +0 turns −0 into +0. Negative floats grow with falling bits: turn those round.
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /** The float that {@link #bits} was given. */
  public static float value(int bits) {
    return Float.intBitsToFloat(bits ^ (bits >> 31 & Integer.MAX_VALUE));
  }
}
