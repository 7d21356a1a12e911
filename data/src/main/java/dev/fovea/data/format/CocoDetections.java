package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Detections as COCO's annotation file, each with its {@code score}: unlike a results file it names
 * pictures and classes, which labelling tools want.
 */
final class CocoDetections implements DetectionWriter {
  private static final String FILE = "detections.json";

  @Override
  public String layout() {
    return FILE + ", a COCO data set with a score for each annotation";
  }

  @Override
  public void write(Path folder, List<DetectedPicture> pictures, ClassNames classes) {
    List<Float> scores = new ArrayList<>();
    List<LabelledImage> images = new ArrayList<>();
    for (DetectedPicture picture : pictures) {
      List<Annotation> annotations = new ArrayList<>();
      for (Detection detection : picture.detections()) {
        scores.add(detection.score());
        Annotation found = new Annotation(detection.box(), detection.classIndex(), false);
        annotations.add(found.withId(scores.size()));
      }
      images.add(
          new LabelledImage(
              images.size() + 1,
              Path.of(picture.name()),
              picture.name(),
              picture.size().width(),
              picture.size().height(),
              annotations));
    }
    CocoAnnotations.write(
        folder.resolve(FILE),
        new Dataset("detections", classes, images, List.of()),
        "Detections by Fovea",
        (id, json) -> json.writeNumberField("score", scores.get((int) id - 1)));
  }
}
