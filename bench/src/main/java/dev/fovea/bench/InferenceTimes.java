package dev.fovea.bench;

import dev.fovea.core.Detector;
import dev.fovea.core.Image;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.TorchDetector;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.onnx.OnnxDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long one picture takes in a warm JVM, from its bytes to its detections: normalisation,
 * network, post-processing.
 *
 * <p>Arguments: a model (a {@code .onnx} file runs on ONNX Runtime, others on libtorch), a file
 * with the picture's RGB bytes {@code [H, W, 3]}, H, W, {@code float32} or {@code bfloat16} (of
 * libtorch), threads, repetitions.
 */
public final class InferenceTimes {
  private InferenceTimes() {}

  /** Detects again and again. */
  public static void main(String[] arguments) throws IOException {
    int height = Integer.parseInt(arguments[2]);
    int width = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[5]);
    Image image = new Image(width, height, Files.readAllBytes(Path.of(arguments[1])));
    int[] found = new int[1];
    Precision precision = Precision.valueOf(arguments[4].toUpperCase(Locale.ROOT));
    try (Detector detector = detector(Path.of(arguments[0]), precision, threads)) {
      KernelTimes.print(
          Integer.parseInt(arguments[6]), threads, () -> found[0] = detector.detect(image).size());
    }
    System.out.println("{\"detections\": " + found[0] + "}");
  }

  /** The detector of an ONNX file, of a model file or of a run folder. */
  static Detector detector(Path path, Precision precision, int threads) {
    if (path.toString().endsWith(".onnx")) {
      return OnnxDetector.load(path, threads);
    }
    Engine.start(threads);
    try (ModelFile model = ModelFile.read(path)) {
      return TorchDetector.load(
          model, new TorchDetector.Options(model.description().postProcessing(), precision));
    }
  }
}
