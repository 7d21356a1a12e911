package dev.fovea.core.eval;

/**
 * Stable sorting of item numbers by falling score.
 *
 * <p>Radix sort by bytes of the score's bits, from the lowest: linear in the number of items. Bytes
 * that all scores share, such as the lower ones of scores that were float, cost no pass.
 */
final class ScoreOrder {
  private static final int BYTES = Long.BYTES;
  private static final int VALUES = 1 << Byte.SIZE;

  /** Up to here, sorting by insertion is the quicker way. */
  private static final int FEW = 48;

  private ScoreOrder() {}

  /**
   * Sorts a part of the items; equal scores stay in the order given, −0 equals 0.
   *
   * @param items item numbers
   * @param score for each item number, finite
   */
  static void sort(int[] items, int from, int to, double[] score) {
    if (to - from <= FEW) {
      insert(items, from, to, score);
    } else {
      radix(items, from, to, score);
    }
  }

  private static void insert(int[] items, int from, int to, double[] score) {
    for (int i = from + 1; i < to; i++) {
      int item = items[i];
      int place = i;
      while (place > from && score[items[place - 1]] < score[item]) {
        items[place] = items[place - 1];
        place--;
      }
      items[place] = item;
    }
  }

  /**
   * Each of at most eight passes reads and writes 12 bytes an item; the writes go to 256 places at
   * once, so that a class of more than about 100,000 detections is bound by the cache, others by
   * the counters' load-add-store of five cycles.
   */
  private static void radix(int[] items, int from, int to, double[] score) {
    int count = to - from;
    long[] keys = new long[count];
    int[] order = new int[count];
    int[][] next = new int[BYTES][VALUES];
    for (int i = 0; i < count; i++) {
      order[i] = items[from + i];
      keys[i] = fallingKey(score[order[i]]);
      for (int b = 0; b < BYTES; b++) {
        next[b][digit(keys[i], b)]++;
      }
    }
    long[] otherKeys = new long[count];
    int[] otherOrder = new int[count];
    for (int b = 0; b < BYTES; b++) {
      if (next[b][digit(keys[0], b)] == count) {
        continue;
      }
      beginnings(next[b]);
      for (int i = 0; i < count; i++) {
        int place = next[b][digit(keys[i], b)]++;
        otherKeys[place] = keys[i];
        otherOrder[place] = order[i];
      }
      long[] sortedKeys = otherKeys;
      otherKeys = keys;
      keys = sortedKeys;
      int[] sortedOrder = otherOrder;
      otherOrder = order;
      order = sortedOrder;
    }
    System.arraycopy(order, 0, items, from, count);
  }

  /** Ascending as an unsigned number where the score falls. */
  private static long fallingKey(double score) {
    long bits = Double.doubleToRawLongBits(score + 0.0);
    return bits < 0 ? bits : ~(bits | Long.MIN_VALUE);
  }

  private static int digit(long key, int place) {
    return (int) (key >>> (place * Byte.SIZE)) & (VALUES - 1);
  }

  /** Turns counts into the place where each value begins. */
  private static void beginnings(int[] counts) {
    int sum = 0;
    for (int value = 0; value < VALUES; value++) {
      int count = counts[value];
      counts[value] = sum;
      sum += count;
    }
  }
}
