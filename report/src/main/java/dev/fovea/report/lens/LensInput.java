package dev.fovea.report.lens;

import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.ClassificationLoss;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the lens's document is computed from.
 *
 * @param names what was looked at
 * @param trained the loss's settings
 * @param function the loss that they mean
 * @param histograms of the logits
 * @param exactLoss the classification loss of every logit for itself, summed over images
 * @param freshHead the first step's loss measured on some of the images, divided by its closed form
 *     on the same; nothing where not measured
 */
public record LensInput(
    Names names,
    LensDocument.Loss trained,
    ClassificationLoss function,
    ImbalanceHistograms histograms,
    double exactLoss,
    OptionalDouble freshHead) {

  /**
   * What was looked at, in words.
   *
   * @param model the file or run folder
   * @param data the data set as it was named
   * @param split of it
   * @param normalizer by its name in settings
   * @param classes names, by index
   */
  public record Names(
      String model, String data, String split, String normalizer, List<String> classes) {}
}
