package dev.fovea.cli;

import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.nn.train.TrainingListener;
import dev.fovea.report.lens.LensJson;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Writes where the best model's validation loss goes, as {@code fovea lens} would find it.
 *
 * @param content what the file says about model and data
 * @param file is replaced at each best evaluation
 */
record RunLens(LensContent content, Path file) implements TrainingListener {
  @Override
  public void evaluated(Evaluation evaluation) {
    if (evaluation.best() && evaluation.lens().isPresent()) {
      ImbalanceHistograms histograms = evaluation.lens().get().histograms();
      double exact = evaluation.classification() * histograms.images();
      LensContent.Measured measured =
          new LensContent.Measured(histograms, exact, OptionalDouble.empty());
      LensJson.write(content.document(measured, LensContent.Grid.USUAL), file);
    }
  }
}
