package dev.fovea.data.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Ranges of a quantity, each from one limit up to below the next.
 *
 * @param of what the quantity is, with its unit
 * @param limits ascending; the first range is below the first, the last from the last on
 * @param labels one for each range
 */
public record Ranges(String of, List<Double> limits, List<String> labels) {
  /** The side of a square of the box's area, which anchors must reach. */
  public static final Ranges SIZES =
      numbers("Size of the box in pixels", "under 8", 8, 16, 32, 64, 128, 256);

  /** Width over height of a box. */
  public static final Ranges SHAPES =
      new Ranges(
          "Width to height of the box",
          List.of(0.25, 1 / 3.0, 0.5, 2 / 3.0, 1.0, 1.5, 2.0, 3.0, 4.0),
          List.of(
              "under 1:4",
              "1:4 – 1:3",
              "1:3 – 1:2",
              "1:2 – 2:3",
              "2:3 – 1:1",
              "1:1 – 3:2",
              "3:2 – 2:1",
              "2:1 – 3:1",
              "3:1 – 4:1",
              "from 4:1"));

  /** Boxes to be found in an image. */
  public static final Ranges OBJECTS =
      new Ranges(
          "Objects in an image",
          List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0),
          List.of(
              "0", "1", "2 – 3", "4 – 7", "8 – 15", "16 – 31", "32 – 63", "64 – 127", "from 128"));

  /**
   * Checks that limits ascend and each range has its label.
   *
   * @throws IllegalArgumentException where they do not
   */
  public Ranges {
    limits = List.copyOf(limits);
    labels = List.copyOf(labels);
    if (labels.size() != limits.size() + 1) {
      throw new IllegalArgumentException(labels + " are not one more than " + limits);
    }
    for (int i = 1; i < limits.size(); i++) {
      if (!(limits.get(i) > limits.get(i - 1))) {
        throw new IllegalArgumentException(limits + " do not ascend");
      }
    }
  }

  /** Ranges between whole numbers that are their own labels. */
  private static Ranges numbers(String of, String first, int... limits) {
    List<Double> values = new ArrayList<>();
    List<String> labels = new ArrayList<>(List.of(first));
    for (int i = 0; i < limits.length; i++) {
      values.add((double) limits[i]);
      boolean last = i == limits.length - 1;
      labels.add(last ? "from " + limits[i] : limits[i] + " – " + limits[i + 1]);
    }
    return new Ranges(of, values, labels);
  }

  /** How many values lie in each range; NaN lies in the last. */
  public List<Long> count(DoubleStream values) {
    long[] counts = new long[labels.size()];
    values.forEach(value -> counts[place(value)]++);
    return Arrays.stream(counts).boxed().toList();
  }

  private int place(double value) {
    int place = 0;
    while (place < limits.size() && !(value < limits.get(place))) {
      place++;
    }
    return place;
  }
}
