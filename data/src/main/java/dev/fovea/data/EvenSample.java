package dev.fovea.data;

import java.util.List;
import java.util.stream.IntStream;

/** Some of many, at equal distances. */
public final class EvenSample {
  private EvenSample() {}

  /**
   * At most {@code most} of the values in their order, the first and the last among them where it
   * is more than one.
   */
  public static <T> List<T> of(List<T> values, int most) {
    if (values.size() <= most) {
      return values;
    }
    return IntStream.range(0, most)
        .mapToObj(i -> values.get((int) ((long) i * (values.size() - 1) / Math.max(1, most - 1))))
        .toList();
  }
}
