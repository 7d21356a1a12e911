package dev.fovea.data.stats;

import dev.fovea.core.box.Box;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sizes and shapes of boxes. A box's size is the side of a square of its area, in pixels of the
 * image as it lies on disk.
 *
 * @param count how many
 * @param sizes numbers by {@link Ranges#SIZES}
 * @param shapes numbers by {@link Ranges#SHAPES}
 * @param size where sizes lie
 * @param shape where widths over heights lie
 */
public record BoxStatistics(
    long count, List<Long> sizes, List<Long> shapes, Quantiles size, Quantiles shape) {
  /** COCO's limit between small and medium objects, a side in pixels. */
  public static final int SMALL = 32;

  public BoxStatistics {
    sizes = List.copyOf(sizes);
    shapes = List.copyOf(shapes);
  }

  /** Measures boxes. */
  public static BoxStatistics of(Stream<Box> boxes) {
    List<Box> all = boxes.toList();
    double[] sizes = all.stream().mapToDouble(b -> Math.sqrt(Math.max(0, b.area()))).toArray();
    double[] shapes = all.stream().mapToDouble(b -> (double) b.width() / b.height()).toArray();
    return new BoxStatistics(
        all.size(),
        Ranges.SIZES.count(Arrays.stream(sizes)),
        Ranges.SHAPES.count(Arrays.stream(shapes)),
        Quantiles.of(sizes),
        Quantiles.of(shapes));
  }

  /** How many are smaller than {@link #SMALL} pixels. */
  public long small() {
    int ranges = 1 + Ranges.SIZES.limits().indexOf((double) SMALL);
    return sizes.subList(0, ranges).stream().mapToLong(Long::longValue).sum();
  }
}
