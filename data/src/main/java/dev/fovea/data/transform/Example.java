package dev.fovea.data.transform;

import dev.fovea.core.Image;
import dev.fovea.data.Annotation;
import java.util.List;

/**
 * A decoded picture with its annotations on the way to a batch.
 *
 * @param image the pixels
 * @param annotations boxes in the pixels of {@code image}
 * @param scale the factor on the training resolution, 1 unless jittered
 */
public record Example(Image image, List<Annotation> annotations, double scale) {
  public Example {
    annotations = List.copyOf(annotations);
    if (!(scale > 0)) {
      throw new IllegalArgumentException("a scale of " + scale);
    }
  }
}
