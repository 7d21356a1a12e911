package dev.fovea.onnx.export;

/**
 * What makes a floor of a side times a scale, both in double, out of whole numbers and float32.
 *
 * <p>{@code Preprocessing} multiplies a side by {@code limit / divisor} in double, as torchvision
 * does. Where the exact product is a whole number n, the rounded one may be just below it, which
 * its floor makes n − 1: in 5% of all picture sizes. Graphs cannot say so in double, which OpenVINO
 * takes for float32 and TensorRT not at all. The quotient's relative error is {@code error × 2^-53}
 * with {@code error} from here; the product is below n when {@code error × n} is above half the
 * distance to the double below n, which is {@link #halfStep}, both in units of 2^-53.
 */
final class ScaleTable {
  /** Sides above this are taken for it. */
  static final int LONGEST = 16384;

  private ScaleTable() {}

  /** By divisor up to {@link #LONGEST}, how far {@code limit / divisor} is rounded down. */
  static float[] errors(int limit) {
    float[] errors = new float[LONGEST + 1];
    for (int divisor = 1; divisor <= LONGEST; divisor++) {
      double quotient = (double) limit / divisor;
      // Exact: the remainder of a rounded quotient is a double.
      double remainder = Math.fma(-quotient, divisor, limit);
      errors[divisor] = (float) Math.max(0, remainder / limit * 0x1p53);
    }
    return errors;
  }

  /**
   * By n up to {@code most}, half the distance to the double below n, in units of 2^-53; a little
   * more, since a tie rounds to n, whose last bits are zero.
   */
  static float[] halfStep(int most) {
    float[] steps = new float[most + 1];
    for (int n = 1; n <= most; n++) {
      int power = Integer.highestOneBit(n);
      steps[n] = (n == power ? power / 2f : power) * (1 + 0x1p-20f);
    }
    return steps;
  }
}
