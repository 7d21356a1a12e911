package dev.fovea.report;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
  public static final List<String> SIZES =
      List.of("under 8", "8 – 16", "16 – 32", "32 – 64", "64 – 128", "128 – 256", "from 256");

  private static final int SMALLEST_SIDE = 8;

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
    int classCount = dataset.classes().count();
    long[] boxes = new long[classCount];
    long[] images = new long[classCount];
    long[] sizes = new long[SIZES.size()];
    long ignored = 0;
    for (var image : dataset.images()) {
      boolean[] seen = new boolean[classCount];
      for (Annotation annotation : image.annotations()) {
        if (annotation.ignore()) {
          ignored++;
          continue;
        }
        int index = annotation.classIndex();
        boxes[index]++;
        images[index] += seen[index] ? 0 : 1;
        seen[index] = true;
        sizes[sizeOf(annotation)]++;
      }
    }
    List<ClassCount> classes =
        IntStream.range(0, classCount)
            .mapToObj(k -> new ClassCount(dataset.classes().name(k), boxes[k], images[k]))
            .toList();
    List<Long> counted = Arrays.stream(sizes).boxed().toList();
    return new DatasetFacts(
        role, dataset.name(), dataset.images().size(), ignored, classes, counted, dataset.notes());
  }

  /** The box's own area: what anchors must reach, whatever a mask covers of it. */
  private static int sizeOf(Annotation annotation) {
    double side = Math.sqrt(Math.max(0, annotation.box().area()));
    int size = 0;
    for (double limit = SMALLEST_SIDE; size < SIZES.size() - 1 && side >= limit; limit *= 2) {
      size++;
    }
    return size;
  }

  /** Boxes to be found. */
  public long boxes() {
    return classes.stream().mapToLong(ClassCount::boxes).sum();
  }
}
