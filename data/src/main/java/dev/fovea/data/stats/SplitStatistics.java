package dev.fovea.data.stats;

import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a split consists of. Boxes to ignore are counted apart and have no part in the rest.
 *
 * @param name of the split
 * @param images how many
 * @param empty images without any annotation
 * @param ignored boxes to ignore
 * @param boxes sizes and shapes of all boxes
 * @param objects numbers of images by {@link Ranges#OBJECTS}
 * @param perImage boxes in an image
 * @param classes one for each class index
 * @param imageSizes the commonest first
 * @param notes sentences about what reading changed
 */
public record SplitStatistics(
    String name,
    int images,
    long empty,
    long ignored,
    BoxStatistics boxes,
    List<Long> objects,
    Quantiles perImage,
    List<ClassStatistics> classes,
    List<SizeCount> imageSizes,
    List<String> notes) {
  public SplitStatistics {
    objects = List.copyOf(objects);
    classes = List.copyOf(classes);
    imageSizes = List.copyOf(imageSizes);
    notes = List.copyOf(notes);
  }

  /**
   * One class's part.
   *
   * @param name the class's
   * @param images with at least one of its boxes
   * @param boxes its boxes
   */
  public record ClassStatistics(String name, long images, BoxStatistics boxes) {}

  /**
   * How many images have a size, as the data set states it.
   *
   * @param size in pixels
   * @param images how many
   */
  public record SizeCount(Size size, long images) {}

  /** Counts and measures a data set. */
  public static SplitStatistics of(String name, Dataset dataset) {
    List<LabelledImage> images = dataset.images();
    double[] perImage = images.stream().mapToDouble(i -> boxes(i).size()).toArray();
    return new SplitStatistics(
        name,
        images.size(),
        images.stream().filter(image -> image.annotations().isEmpty()).count(),
        images.stream().mapToLong(i -> i.annotations().size() - boxes(i).size()).sum(),
        BoxStatistics.of(images.stream().flatMap(i -> boxes(i).stream()).map(Annotation::box)),
        Ranges.OBJECTS.count(Arrays.stream(perImage)),
        Quantiles.of(perImage),
        classes(dataset),
        sizes(images),
        dataset.notes());
  }

  private static List<Annotation> boxes(LabelledImage image) {
    return image.annotations().stream().filter(annotation -> !annotation.ignore()).toList();
  }

  private static List<ClassStatistics> classes(Dataset dataset) {
    int count = dataset.classes().count();
    List<List<Box>> boxes = new ArrayList<>();
    IntStream.range(0, count).forEach(k -> boxes.add(new ArrayList<>()));
    long[] images = new long[count];
    for (LabelledImage image : dataset.images()) {
      List<Annotation> own = boxes(image);
      own.stream().mapToInt(Annotation::classIndex).distinct().forEach(k -> images[k]++);
      own.forEach(annotation -> boxes.get(annotation.classIndex()).add(annotation.box()));
    }
    return IntStream.range(0, count)
        .mapToObj(
            k ->
                new ClassStatistics(
                    dataset.classes().name(k), images[k], BoxStatistics.of(boxes.get(k).stream())))
        .toList();
  }

  private static List<SizeCount> sizes(List<LabelledImage> images) {
    Map<Size, Long> counts = new HashMap<>();
    images.forEach(i -> counts.merge(new Size(i.width(), i.height()), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(entry -> new SizeCount(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing(SizeCount::images)
                .reversed()
                .thenComparing(count -> count.size().width())
                .thenComparing(count -> count.size().height()))
        .toList();
  }
}
