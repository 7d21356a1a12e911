package dev.fovea.examples;

import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.image.ImageReader;
import dev.fovea.nn.TorchDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures a model by a metric of one's own: {@code CountObjects MODEL DATA SPLIT}. */
public final class CountObjects {
  private CountObjects() {}

  /** Prints by how many objects an image's count is wrong. */
  public static void main(String[] arguments) {
    Dataset dataset = DatasetFormats.read(Path.of(arguments[1]), arguments[2]);
    List<DetectedObject> found = new ArrayList<>();
    try (Detector detector = TorchDetector.load(Path.of(arguments[0]))) {
      for (LabelledImage image : dataset.images()) {
        for (Detection detection : detector.detect(ImageReader.read(image.file()))) {
          found.add(DetectedObject.of(image.id(), detection));
        }
      }
    }
    double error = new CountError(0.5).evaluate(EvaluationTruth.of(dataset), found);
    System.out.println("wrong by " + error + " objects an image");
  }
}
