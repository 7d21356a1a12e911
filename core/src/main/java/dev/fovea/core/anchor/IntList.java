package dev.fovea.core.anchor;

import java.util.Arrays;

/** A growing list of ints. */
final class IntList {
  private int[] values = new int[64];
  private int count;

  void add(int value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  int get(int index) {
    return values[index];
  }

  int count() {
    return count;
  }

  void shortenTo(int newCount) {
    count = newCount;
  }

  int[] sorted() {
    int[] copy = toArray();
    Arrays.sort(copy);
    return copy;
  }

  int[] toArray() {
    return Arrays.copyOf(values, count);
  }
}
