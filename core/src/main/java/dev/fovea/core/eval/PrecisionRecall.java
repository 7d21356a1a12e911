package dev.fovea.core.eval;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Precision over recall at one IoU threshold, as COCO reads it off: at each recall the best
 * precision at this recall or more, 0 where it is never reached. Objects of every size count.
 *
 * <p>The mean of a class's values is its average precision at the threshold.
 *
 * @param iou the threshold
 * @param recalls where precision is read off, ascending, R values in {@code [0, 1]}
 * @param classes {@code [K, R]}; an empty list for a class without an object to be found
 */
public record PrecisionRecall(double iou, List<Double> recalls, List<List<Double>> classes) {
  /**
   * Checks that each class has as many values as there are recalls, or none.
   *
   * @throws IllegalArgumentException naming the class that has not
   */
  public PrecisionRecall {
    recalls = List.copyOf(recalls);
    classes = classes.stream().map(List::copyOf).toList();
    for (int k = 0; k < classes.size(); k++) {
      int values = classes.get(k).size();
      if (values != 0 && values != recalls.size()) {
        throw new IllegalArgumentException(
            "class %d has %d values at %d recalls".formatted(k, values, recalls.size()));
      }
    }
  }

  /** The mean over the classes that have an object, for each recall; empty if none has. */
  public List<Double> mean() {
    List<List<Double>> defined = classes.stream().filter(values -> !values.isEmpty()).toList();
    if (defined.isEmpty()) {
      return List.of();
    }
    return IntStream.range(0, recalls.size())
        .mapToObj(
            r -> defined.stream().mapToDouble(values -> values.get(r)).average().orElseThrow())
        .toList();
  }
}
