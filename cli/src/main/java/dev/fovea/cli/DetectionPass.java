package dev.fovea.cli;

import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import dev.fovea.report.EvaluatedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A detector's way over all images of a data set, with a progress display. */
final class DetectionPass {
  private DetectionPass() {}

  /** What is found in every image; nothing if {@code interrupted} before the last one. */
  static Optional<EvaluatedDataset> over(
      Dataset dataset, Detector detector, Console console, BooleanSupplier interrupted) {
    List<List<Detection>> found = new ArrayList<>();
    try (Progress progress = console.progress("detecting", dataset.images().size())) {
      for (LabelledImage image : dataset.images()) {
        if (interrupted.getAsBoolean()) {
          return Optional.empty();
        }
        found.add(detector.detect(ImageReader.read(image)));
        progress.step(found.size(), "");
      }
    }
    return Optional.of(new EvaluatedDataset(dataset, found));
  }

  /** The same without an end before the last image. */
  static EvaluatedDataset over(Dataset dataset, Detector detector, Console console) {
    return over(dataset, detector, console, () -> false).orElseThrow();
  }
}
