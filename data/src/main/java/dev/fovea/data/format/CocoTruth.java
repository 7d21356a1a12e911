package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.GroundTruth;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a COCO data set file that the metric needs, with numbers in double as they were
 * written.
 *
 * @param truth images, classes by ascending id, objects in the file's order
 * @param classes names and ids of the classes
 */
public record CocoTruth(GroundTruth truth, ClassNames classes) {
  /**
   * Reads {@code images}, {@code categories} and {@code annotations}.
   *
   * <p>As pycocotools has it, only {@code iscrowd} makes a crowd, a field {@code ignore} has no
   * say, and annotations of images or categories that the file does not list are left out (with a
   * warning in the log). Where {@code iscrowd} or {@code area} is missing, 0 and the box's area are
   * taken.
   *
   * @throws FoveaException with place, line and column of what cannot be used
   */
  public static CocoTruth read(Path file) {
    return CocoCursor.open(file, cursor -> new CocoTruthReader(file, cursor).read()).truth();
  }

  /** Ids of the images, as the metric wants them. */
  public List<Long> imageIds() {
    return truth.imageIds();
  }
}
