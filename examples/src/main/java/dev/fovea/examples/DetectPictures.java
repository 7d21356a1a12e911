package dev.fovea.examples;

import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageReader;
import dev.fovea.nn.TorchDetector;
import java.nio.file.Path;
import java.util.List;

/** Prints what a model finds in a picture: {@code DetectPictures MODEL PICTURE}. */
public final class DetectPictures {
  private DetectPictures() {}

  /** MODEL is a model file or a run folder. */
  public static void main(String[] arguments) {
    Path model = Path.of(arguments[0]);
    Image image = ImageReader.read(Path.of(arguments[1]));
    try (Detector detector = TorchDetector.load(model)) {
      List<Detection> found = detector.detect(image);
      for (Detection detection : found) {
        String name = detector.classNames().name(detection.classIndex());
        System.out.println(name + " " + detection.score() + " " + detection.box());
      }
    }
  }
}
