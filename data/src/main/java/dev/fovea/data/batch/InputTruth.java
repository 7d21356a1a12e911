package dev.fovea.data.batch;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchoredImage;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.List;

/** What is to be found in an image, in the pixels of the network's input. */
public final class InputTruth {
  private InputTruth() {}

  /** An image in the input that it becomes, which holds nothing beside it. */
  public static AnchoredImage of(LabelledImage image, Preprocessing preprocessing) {
    Size original = new Size(image.width(), image.height());
    Size content = preprocessing.resized(image.width(), image.height());
    TruthBoxes truth = of(image.annotations(), original, content);
    return new AnchoredImage(preprocessing.padded(content), truth);
  }

  /**
   * Scales boxes by the ratio of the sizes in float, as torchvision's {@code resize_boxes}.
   *
   * @param annotations in the pixels of {@code original}
   * @param original the image's size
   * @param content the size that it is resized to
   */
  public static TruthBoxes of(List<Annotation> annotations, Size original, Size content) {
    float across = (float) content.width() / original.width();
    float down = (float) content.height() / original.height();
    List<Annotation> wanted = new ArrayList<>();
    List<Annotation> ignored = new ArrayList<>();
    for (Annotation annotation : annotations) {
      (annotation.ignore() ? ignored : wanted).add(annotation);
    }
    int[] classes = wanted.stream().mapToInt(Annotation::classIndex).toArray();
    return new TruthBoxes(
        coordinates(wanted, across, down), classes, coordinates(ignored, across, down));
  }

  private static float[] coordinates(List<Annotation> annotations, float across, float down) {
    float[] coordinates = new float[4 * annotations.size()];
    for (int i = 0; i < annotations.size(); i++) {
      Box box = annotations.get(i).box();
      coordinates[4 * i] = box.x1() * across;
      coordinates[4 * i + 1] = box.y1() * down;
      coordinates[4 * i + 2] = box.x2() * across;
      coordinates[4 * i + 3] = box.y2() * down;
    }
    return coordinates;
  }
}
