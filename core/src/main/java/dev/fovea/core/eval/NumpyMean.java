package dev.fovea.core.eval;

/**
 * numpy's mean of a contiguous array, bit for bit: halves down to blocks of 128, in a block eight
 * sums side by side.
 *
 * <p>Faithful to {@code DOUBLE_pairwise_sum} of numpy 2.
 */
final class NumpyMean {
  private static final int BLOCK = 128;
  private static final int LANES = 8;

  private NumpyMean() {}

  /** The mean of the values above −1, in their order; −1 if there is none. */
  static double ofDefined(double[] values) {
    double[] defined = new double[values.length];
    int count = 0;
    for (double value : values) {
      if (value > -1) {
        defined[count++] = value;
      }
    }
    return count == 0 ? -1 : sum(defined, 0, count) / count;
  }

  static double sum(double[] values, int from, int count) {
    if (count < LANES) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += values[from + i];
      }
      return sum;
    }
    if (count <= BLOCK) {
      return blockSum(values, from, count);
    }
    int half = count / 2;
    half -= half % LANES;
    return sum(values, from, half) + sum(values, from + half, count - half);
  }

  private static double blockSum(double[] values, int from, int count) {
    double[] lane = new double[LANES];
    System.arraycopy(values, from, lane, 0, LANES);
    int whole = count - count % LANES;
    for (int i = LANES; i < whole; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lane[j] += values[from + i + j];
      }
    }
    double sum =
        ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    for (int i = whole; i < count; i++) {
      sum += values[from + i];
    }
    return sum;
  }
}
