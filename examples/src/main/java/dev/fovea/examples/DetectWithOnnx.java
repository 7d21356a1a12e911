package dev.fovea.examples;

import dev.fovea.core.Detection;
import dev.fovea.data.image.ImageReader;
import dev.fovea.onnx.OnnxDetector;
import java.nio.file.Path;

/** Prints what an exported model finds in a picture: {@code DetectWithOnnx MODEL.onnx PICTURE}. */
public final class DetectWithOnnx {
  private DetectWithOnnx() {}

  /** Needs fovea-onnx alone. */
  public static void main(String[] arguments) {
    try (OnnxDetector detector = OnnxDetector.load(Path.of(arguments[0]))) {
      for (Detection found : detector.detect(ImageReader.read(Path.of(arguments[1])))) {
        String name = detector.classNames().name(found.classIndex());
        System.out.println(name + " " + found.score() + " " + found.box());
      }
    }
  }
}
