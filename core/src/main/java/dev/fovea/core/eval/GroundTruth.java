package dev.fovea.core.eval;

import java.util.List;

/**
 * Everything annotated in a set of images.
 *
 * @param imageIds every image, also those without objects; order and repetitions do not matter
 * @param classCount K, also counting classes without objects
 * @param objects in the file's order, which decides between equal overlaps
 */
public record GroundTruth(List<Long> imageIds, int classCount, List<TruthObject> objects) {
  /**
   * Checks the class indices; image ids are checked by {@link CocoMetric}.
   *
   * @throws IllegalArgumentException if a class index is not in {@code 0 … K−1}
   */
  public GroundTruth {
    imageIds = List.copyOf(imageIds);
    objects = List.copyOf(objects);
    if (classCount < 0) {
      throw new IllegalArgumentException(classCount + " classes: there must be 0 or more");
    }
    for (TruthObject object : objects) {
      if (object.classIndex() < 0 || object.classIndex() >= classCount) {
        throw new IllegalArgumentException(
            "class index " + object.classIndex() + " of an object in image " + object.imageId()
                + " is not in 0 … " + (classCount - 1));
      }
    }
  }
}
