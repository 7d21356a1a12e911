package dev.fovea.nn;

import java.nio.charset.StandardCharsets;

/**
 * Tensor values from a counter, the same in every language to the last bit, so that large random
 * weights need not be stored.
 *
 * <p>Twin of {@code src/test/python/counter.py}, whose head defines every step.
 */
public final class CounterWeights {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private CounterWeights() {}

  /**
   * The values of a tensor.
   *
   * @param name the tensor's name, from which its random stream starts
   * @param count elements, in row-major order
   * @param scale half the width of the interval
   * @param offset middle of the interval
   * @return {@code float32(offset + scale · u)}, u uniform in [−1, 1)
   */
  public static float[] values(String name, int count, double scale, double offset) {
    long hash = hash(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double unit = (bits(hash, i) >>> 40) * 0x1p-23 - 1;
      values[i] = (float) (offset + scale * unit);
    }
    return values;
  }

  /** The 64-bit FNV-1a hash of a name in UTF-8. */
  static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The {@code index}-th 64 random bits of the splitmix64 stream that starts at {@code hash}. */
  static long bits(long hash, long index) {
    long z = hash + (index + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
