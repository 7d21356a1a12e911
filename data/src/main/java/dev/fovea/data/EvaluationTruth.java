package dev.fovea.data;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.List;

/** A data set's annotations as the metric takes them. */
public final class EvaluationTruth {
  private EvaluationTruth() {}

  /** Annotations to ignore become crowds; those that belong to no class, crowds of every class. */
  public static GroundTruth of(Dataset dataset) {
    List<TruthObject> objects = new ArrayList<>();
    for (LabelledImage image : dataset.images()) {
      for (Annotation annotation : image.annotations()) {
        if (annotation.classIndex() != Annotation.EVERY_CLASS) {
          objects.add(object(image.id(), annotation.classIndex(), annotation));
          continue;
        }
        for (int index = 0; index < dataset.classes().count(); index++) {
          objects.add(object(image.id(), index, annotation));
        }
      }
    }
    List<Long> images = dataset.images().stream().map(LabelledImage::id).toList();
    return new GroundTruth(images, dataset.classes().count(), objects);
  }

  private static TruthObject object(long image, int classIndex, Annotation annotation) {
    return new TruthObject(
        image,
        classIndex,
        CocoBox.of(annotation.box()),
        annotation.area(),
        annotation.ignore() ? TruthKind.CROWD : TruthKind.OBJECT);
  }
}
