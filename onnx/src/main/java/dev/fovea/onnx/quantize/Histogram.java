package dev.fovea.onnx.quantize;

import java.nio.FloatBuffer;

/**
 * How often which values were seen, gathered piece by piece with no end known beforehand.
 *
 * <p>Bins of one width lie on both sides of 0. A value beyond the last makes them twice as wide,
 * neighbours joined, so that nothing is counted twice or lost. Zeros, half of what a rectifier
 * gives, are counted apart: any quantisation that holds 0 keeps them exactly. Not for several
 * threads.
 */
public final class Histogram {
  /** On each side; the farthest value lies in the outer half of its side's. */
  private static final int HALF = 2048;

  private final long[] bins = new long[2 * HALF];
  private double width;
  private long zeros;
  private double least;
  private double most;

  /** Nothing seen. */
  public Histogram() {}

  /**
   * Adds the remaining values.
   *
   * @throws IllegalArgumentException when one is not finite
   */
  public void add(FloatBuffer values) {
    while (values.hasRemaining()) {
      add(values.get());
    }
  }

  private void add(float value) {
    if (value == 0) {
      zeros++;
      return;
    }
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("a value is " + value);
    }
    least = Math.min(least, value);
    most = Math.max(most, value);
    double size = Math.abs(value);
    if (width == 0) {
      width = Math.scalb(1.0, Math.getExponent(size) + 1) / HALF;
    }
    while (size >= width * HALF) {
      widen();
    }
    bins[HALF + (int) Math.floor(value / width)]++;
  }

  /** Bin i becomes the sum of its two halves, seen from the middle. */
  private void widen() {
    long[] joined = new long[bins.length];
    for (int bin = 0; bin < bins.length; bin++) {
      joined[HALF + Math.floorDiv(bin - HALF, 2)] += bins[bin];
    }
    System.arraycopy(joined, 0, bins, 0, bins.length);
    width *= 2;
  }

  /** How many values were added. */
  public long count() {
    long count = zeros;
    for (long bin : bins) {
      count += bin;
    }
    return count;
  }

  /** The least value, 0 where none was below. */
  public double least() {
    return least;
  }

  /** The largest value, 0 where none was above. */
  public double most() {
    return most;
  }

  /**
   * The largest value, to a bin, that is left without {@code outside} of the largest; 0 if none.
   */
  double mostWithout(double outside) {
    long passed = 0;
    for (int bin = bins.length - 1; bin >= HALF; bin--) {
      passed += bins[bin];
      if (passed > outside) {
        return Math.min(most, (bin + 1 - HALF) * width);
      }
    }
    return 0;
  }

  /** The least value, to a bin, that is left without {@code outside} of the least; 0 if none. */
  double leastWithout(double outside) {
    long passed = 0;
    for (int bin = 0; bin < HALF; bin++) {
      passed += bins[bin];
      if (passed > outside) {
        return Math.max(least, (bin - HALF) * width);
      }
    }
    return 0;
  }

  /** Called with the middle of each bin that is not empty and its count, from low to high. */
  void forEach(BinConsumer consumer) {
    for (int bin = 0; bin < bins.length; bin++) {
      if (bins[bin] > 0) {
        consumer.accept((bin - HALF + 0.5) * width, bins[bin]);
      }
    }
  }

  /** Takes a bin. */
  interface BinConsumer {
    void accept(double middle, long count);
  }
}
