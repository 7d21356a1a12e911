package dev.fovea.data.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which image each sample number stands for.
 *
 * <p>Sample n is at place {@code n % size} of epoch {@code n / size}, every epoch in an order of
 * its own that depends on the seed and the epoch alone. Nothing else has to be kept to resume.
 */
final class SampleOrder {
  private static final int EPOCHS_KEPT = 2;

  private final int size;
  private final long seed;
  private final Map<Long, int[]> epochs = new LinkedHashMap<>();

  SampleOrder(int size, long seed) {
    this.size = size;
    this.seed = seed;
  }

  /** The index of the image for sample number {@code sample}. */
  synchronized int image(long sample) {
    long epoch = sample / size;
    int[] order = epochs.get(epoch);
    if (order == null) {
      order = of(size, seed, epoch);
      epochs.put(epoch, order);
      if (epochs.size() > EPOCHS_KEPT) {
        epochs.remove(epochs.keySet().iterator().next());
      }
    }
    return order[(int) (sample % size)];
  }

  /** A permutation of {@code 0 … size−1}. */
  static int[] of(int size, long seed, long epoch) {
    SplittableRandom random = new SplittableRandom(mixed(~seed, epoch));
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The chance of one sample's transforms. */
  static SplittableRandom random(long seed, long sample) {
    return new SplittableRandom(mixed(seed, sample));
  }

  /** Stafford's mix 13 of both, so that neighbouring numbers give unrelated streams. */
  private static long mixed(long seed, long number) {
    return mix(mix(seed) + 0x9e3779b97f4a7c15L * (number + 1));
  }

  private static long mix(long value) {
    long first = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
    return second ^ second >>> 31;
  }
}
