package dev.fovea.core.eval;

/** Stable sorting of item numbers by small whole keys: linear, and without objects. */
final class CountingSort {
  private CountingSort() {}

  /**
   * The items in ascending order of their keys, equal keys in the order given.
   *
   * @param order each item number once
   * @param key for each item number, in {@code 0 … keyCount−1}
   */
  static int[] stable(int[] order, int[] key, int keyCount) {
    int[] next = starts(key, keyCount);
    int[] sorted = new int[order.length];
    for (int item : order) {
      sorted[next[key[item]]++] = item;
    }
    return sorted;
  }

  /** The numbers from 0 to {@code count − 1}. */
  static int[] identity(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Where each key would begin if the keys were sorted; the end is at {@code keyCount}. */
  static int[] starts(int[] keys, int keyCount) {
    int[] start = new int[keyCount + 1];
    for (int key : keys) {
      start[key + 1]++;
    }
    for (int key = 0; key < keyCount; key++) {
      start[key + 1] += start[key];
    }
    return start;
  }
}
