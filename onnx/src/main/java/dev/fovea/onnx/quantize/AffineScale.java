package dev.fovea.onnx.quantize;

/**
 * A tensor's values as bytes: {@code value = scale · (byte − zeroPoint)}, so that 0 is exact.
 *
 * <p>Faithful to ONNX's {@code QuantizeLinear} and {@code DequantizeLinear} for uint8, which round
 * half to even.
 *
 * @param scale of one step, positive
 * @param zeroPoint the byte of 0, from 0 to 255
 */
public record AffineScale(float scale, int zeroPoint) {
  private static final int LARGEST = 255;

  public AffineScale {
    if (!(scale > 0) || Float.isInfinite(scale) || zeroPoint < 0 || zeroPoint > LARGEST) {
      throw new IllegalArgumentException(
          "a scale of %s with its zero at %d".formatted(scale, zeroPoint));
    }
  }

  /** 256 values over {@code range}, moved by half a step at most so that one of them is 0. */
  public static AffineScale of(Range range) {
    double step = Math.max((range.high() - range.low()) / LARGEST, Float.MIN_NORMAL);
    return new AffineScale((float) step, (int) Math.rint(-range.low() / step));
  }

  /** The byte, from 0 to 255, nearest to {@code value}. */
  public int quantize(double value) {
    return (int) Math.clamp(Math.rint(value / scale) + zeroPoint, 0, LARGEST);
  }

  /** What a byte stands for. */
  public double dequantize(int value) {
    return (double) scale * (value - zeroPoint);
  }
}
