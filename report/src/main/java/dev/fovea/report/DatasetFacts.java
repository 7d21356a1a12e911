package dev.fovea.report;

import dev.fovea.data.Dataset;
import dev.fovea.data.stats.Ranges;
import dev.fovea.data.stats.SplitStatistics;
import java.util.List;

/**
 * What a data set consists of.
 *
 * @param role what it serves for, such as "training"
 * @param name the data set's own
 * @param images their number
 * @param ignored boxes that are neither looked for nor counted
 * @param classes one for each class index
 * @param sizes {@link #SIZES}' numbers of boxes
 * @param notes sentences about what reading changed
 */
public record DatasetFacts(
    String role,
    String name,
    int images,
    long ignored,
    List<ClassCount> classes,
    List<Long> sizes,
    List<String> notes) {
  /** Names of the size ranges, by the square root of a box's area in pixels. */
  public static final List<String> SIZES = Ranges.SIZES.labels();

  public DatasetFacts {
    classes = List.copyOf(classes);
    sizes = List.copyOf(sizes);
    notes = List.copyOf(notes);
    if (sizes.size() != SIZES.size()) {
      throw new IllegalArgumentException(
          "%s is not one number for each of %s".formatted(sizes, SIZES));
    }
  }

  /**
   * One class's part.
   *
   * @param name the class's
   * @param boxes to be found
   * @param images with at least one of them
   */
  public record ClassCount(String name, long boxes, long images) {}

  /** Counts a data set's images and boxes. */
  public static DatasetFacts of(String role, Dataset dataset) {
    SplitStatistics counted = SplitStatistics.of(dataset.name(), dataset);
    List<ClassCount> classes =
        counted.classes().stream()
            .map(one -> new ClassCount(one.name(), one.boxes().count(), one.images()))
            .toList();
    return new DatasetFacts(
        role,
        dataset.name(),
        counted.images(),
        counted.ignored(),
        classes,
        counted.boxes().sizes(),
        counted.notes());
  }

  /** Boxes to be found. */
  public long boxes() {
    return classes.stream().mapToLong(ClassCount::boxes).sum();
  }
}
