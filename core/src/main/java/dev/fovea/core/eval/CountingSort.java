package dev.fovea.core.eval;

import java.util.Arrays;

/** Stable sorting of item numbers by small whole keys: linear, and without objects. */
final class CountingSort {
  private CountingSort() {}

  /**
   * The items in ascending order of their keys, equal keys in the order given.
   *
   * @param order item numbers
   * @param key for each item number, in {@code 0 … keyCount−1}
   */
  static int[] stable(int[] order, int[] key, int keyCount) {
    int[] next = new int[keyCount + 1];
    for (int item : order) {
      next[key[item] + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] sorted = new int[order.length];
    for (int item : order) {
      sorted[next[key[item]]++] = item;
    }
    return sorted;
  }

  /** The numbers from 0 to {@code count − 1}. */
  static int[] identity(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** Where each key would begin if the keys were sorted; the end is at {@code keyCount}. */
  static int[] starts(int[] keys, int keyCount) {
    int[] start = new int[keyCount + 1];
    for (int key : keys) {
      start[key + 1]++;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    return start;
  }

  /** For each value its place among the distinct values, largest first; −0 equals 0. */
  static int[] descendingRanks(double[] values) {
    double[] distinct = distinct(values);
    int[] rank = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      rank[i] = distinct.length - 1 - Arrays.binarySearch(distinct, values[i] + 0.0);
    }
    return rank;
  }

  private static double[] distinct(double[] values) {
    double[] sorted = Arrays.stream(values).map(v -> v + 0.0).sorted().toArray();
    int count = 0;
    for (double value : sorted) {
      if (count == 0 || sorted[count - 1] != value) {
        sorted[count++] = value;
      }
    }
    return Arrays.copyOf(sorted, count);
  }
}
