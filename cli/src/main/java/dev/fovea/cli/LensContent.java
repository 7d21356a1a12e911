package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.nn.settings.LossBranch;
import dev.fovea.nn.settings.Settings;
import dev.fovea.report.lens.LensDocument;
import dev.fovea.report.lens.LensInput;
import dev.fovea.report.lens.LensNumbers;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code lens.json} says about model and data.
 *
 * @param model a file or run folder
 * @param data as the user named it
 * @param split of it
 * @param settings the model's
 * @param classes the model's
 */
record LensContent(Path model, Path data, String split, Settings settings, ClassNames classes) {

  /**
   * The settings to compare.
   *
   * @param gammas of the rows
   * @param alphas of the columns
   */
  record Grid(List<Double> gammas, List<Double> alphas) {
    /** Those of the paper's tables. */
    static final Grid USUAL =
        new Grid(List.of(0.0, 0.5, 1.0, 2.0, 5.0), List.of(0.1, 0.25, 0.5, 0.75));
  }

  /**
   * What was measured.
   *
   * @param histograms of the logits
   * @param exactLoss the loss of every logit for itself, summed over images
   * @param freshHead the first step's loss on some images, divided by its closed form
   */
  record Measured(ImbalanceHistograms histograms, double exactLoss, OptionalDouble freshHead) {}

  /** The document. */
  LensDocument document(Measured measured, Grid grid) {
    LensInput.Names names =
        new LensInput.Names(
            model.toString(),
            data.toString(),
            split,
            word(settings, "loss.normalizer"),
            classes.names());
    LensInput input =
        new LensInput(
            names,
            loss(settings),
            settings.loss().toClassification(),
            measured.histograms(),
            measured.exactLoss(),
            measured.freshHead());
    return LensNumbers.of(input, grid.gammas(), grid.alphas());
  }

  /** The trained loss in the settings' words. */
  static LensDocument.Loss loss(Settings settings) {
    LossBranch loss = settings.loss();
    boolean focal = loss.classification() == LossBranch.Classification.FOCAL;
    return new LensDocument.Loss(
        word(settings, "loss.classification"),
        focal ? loss.gamma() : 0,
        loss.meanAlpha(),
        loss.priorProbability());
  }

  private static String word(Settings settings, String key) {
    return settings.toOverrides(key).getFirst().substring(key.length() + 1);
  }
}
