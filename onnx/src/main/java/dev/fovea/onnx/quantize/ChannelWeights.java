package dev.fovea.onnx.quantize;

/**
 * A convolution's weights as signed bytes, each output channel with a scale of its own.
 *
 * @param values {@code [outputs, …]}, from −127 to 127
 * @param scales of the outputs, positive
 */
public record ChannelWeights(byte[] values, float[] scales) {
  private static final int LARGEST = 127;

  /**
   * How much smaller than its bias a channel's scale may be. Below, as where batch norm has
   * switched a channel off, its weights are nothing beside the bias, which as a multiple of the
   * scale would not fit 32 bits.
   */
  private static final float LEAST_OF_BIAS = 0x1p-20f;

  /**
   * The nearest bytes.
   *
   * @param weights {@code [outputs, …]}, row-major
   * @param bias of the outputs
   */
  public static ChannelWeights of(float[] weights, float[] bias) {
    byte[] values = new byte[weights.length];
    float[] scales = new float[bias.length];
    int filter = weights.length / bias.length;
    for (int channel = 0; channel < bias.length; channel++) {
      int first = channel * filter;
      scales[channel] = scale(largest(weights, first, filter), Math.abs(bias[channel]));
      for (int i = first; i < first + filter; i++) {
        values[i] = (byte) Math.rint(weights[i] / scales[channel]);
      }
    }
    return new ChannelWeights(values, scales);
  }

  private static float scale(float largest, float bias) {
    float scale = Math.max(largest / LARGEST, bias * LEAST_OF_BIAS);
    return scale > Float.MIN_NORMAL ? scale : 1;
  }

  private static float largest(float[] weights, int first, int count) {
    float largest = 0;
    for (int i = first; i < first + count; i++) {
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    return largest;
  }

  /** The scales of sums of products with an input of scale {@code input}: those of the bias. */
  public float[] sumScales(float input) {
    float[] products = new float[scales.length];
    for (int channel = 0; channel < scales.length; channel++) {
      products[channel] = scales[channel] * input;
    }
    return products;
  }

  /** A bias in multiples of {@code sumScales}, the nearest that fit 32 bits. */
  public static int[] bias(float[] bias, float[] sumScales) {
    int[] multiples = new int[bias.length];
    for (int channel = 0; channel < bias.length; channel++) {
      double multiple = Math.rint((double) bias[channel] / sumScales[channel]);
      multiples[channel] = (int) Math.clamp(multiple, -Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
    return multiples;
  }
}
