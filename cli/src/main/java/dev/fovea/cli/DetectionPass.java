package dev.fovea.cli;

import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.Prefetch;
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

  /**
   * What a detector on libtorch finds in every image; nothing if {@code interrupted} before the
   * last one.
   */
  static Optional<EvaluatedDataset> over(
      Dataset dataset, Detector detector, Console console, BooleanSupplier interrupted) {
    SideBySide sideBySide = SideBySide.ofEngine(dataset.images().size());
    return over(dataset, detector, sideBySide, console, interrupted);
  }

  /** The same with a detector that brings its threads itself, without an end before the last. */
  static EvaluatedDataset over(
      Dataset dataset, Detector detector, SideBySide sideBySide, Console console) {
    return over(dataset, detector, sideBySide, console, () -> false).orElseThrow();
  }

  private static Optional<EvaluatedDataset> over(
      Dataset dataset,
      Detector detector,
      SideBySide sideBySide,
      Console console,
      BooleanSupplier interrupted) {
    List<LabelledImage> images = dataset.images();
    List<List<Detection>> found = new ArrayList<>();
    try (Progress progress = console.progress("detecting", images.size());
        Prefetch<List<Detection>> detections =
            sideBySide.over(images, image -> detector.detect(ImageReader.read(image)))) {
      while (detections.hasNext()) {
        if (interrupted.getAsBoolean()) {
          return Optional.empty();
        }
        found.add(detections.next());
        progress.step(found.size(), "");
      }
    }
    return Optional.of(new EvaluatedDataset(dataset, found));
  }
}
