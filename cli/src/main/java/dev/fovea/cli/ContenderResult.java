package dev.fovea.cli;

import dev.fovea.core.Detection;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import dev.fovea.nn.TorchDetector;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.report.EvaluatedDataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one contender.
 *
 * @param contender the loss
 * @param run its folder
 * @param steps that the run was to make
 * @param measured on the validation images; nothing where training failed
 * @param failure why, where it did; else empty
 */
record ContenderResult(
    Contender contender, RunFolder run, int steps, Optional<Measured> measured, String failure) {

  /**
   * A model's detections with their worth.
   *
   * @param evaluated images with what was found in them
   * @param summary COCO's figures
   */
  record Measured(EvaluatedDataset evaluated, CocoSummary summary) {
    /** Runs the model of a file or a run folder over a data set. */
    static Measured of(Path model, Dataset dataset) {
      List<List<Detection>> found = new ArrayList<>();
      try (TorchDetector detector = TorchDetector.load(model)) {
        for (LabelledImage image : dataset.images()) {
          found.add(detector.detect(ImageReader.read(image.file())));
        }
      }
      EvaluatedDataset evaluated = new EvaluatedDataset(dataset, found);
      CocoSummary summary =
          new CocoMetric().evaluate(EvaluationTruth.of(dataset), evaluated.objects());
      return new Measured(evaluated, summary);
    }
  }
}
