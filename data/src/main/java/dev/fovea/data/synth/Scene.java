package dev.fovea.data.synth;

import dev.fovea.core.Image;
import dev.fovea.data.Annotation;
import java.util.List;

/**
 * A drawn picture with what is to be found in it.
 *
 * @param image the picture
 * @param objects the boxes are those of whole objects, also where something lies over a part
 */
public record Scene(Image image, List<Annotation> objects) {
  public Scene {
    objects = List.copyOf(objects);
  }
}
