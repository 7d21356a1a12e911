package dev.fovea.bench;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageReader;
import dev.fovea.nn.torch.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How long a detection takes in a warm JVM, picture by picture, from decoded bytes to boxes.
 *
 * <p>Arguments: a model file, a run folder or an ONNX file; a text file of pictures' paths;
 * repetitions; threads. Also prints {@code {"found": [[[class id, score, x1, y1, x2, y2], …], …]}}
 * of the pictures.
 */
public final class DetectorTimes {
  private DetectorTimes() {}

  /** Detects again and again, one picture after the other. */
  public static void main(String[] arguments) throws IOException {
    List<Image> images =
        Files.readAllLines(Path.of(arguments[1])).stream()
            .map(Path::of)
            .map(ImageReader::read)
            .toList();
    int threads = Integer.parseInt(arguments[3]);
    int[] next = {0};
    try (Detector detector =
        InferenceTimes.detector(Path.of(arguments[0]), Precision.fastest(), threads)) {
      String all =
          images.stream()
              .map(detector::detect)
              .map(found -> json(found, detector.classNames()))
              .collect(Collectors.joining(", "));
      KernelTimes.print(
          Integer.parseInt(arguments[2]),
          threads,
          () -> detector.detect(images.get(next[0]++ % images.size())));
      System.out.println("{\"found\": [" + all + "]}");
    }
  }

  private static String json(List<Detection> detections, ClassNames classes) {
    return detections.stream()
        .map(
            one ->
                "[%d, %s, %s, %s, %s, %s]"
                    .formatted(
                        classes.id(one.classIndex()),
                        one.score(),
                        one.box().x1(),
                        one.box().y1(),
                        one.box().x2(),
                        one.box().y2()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
