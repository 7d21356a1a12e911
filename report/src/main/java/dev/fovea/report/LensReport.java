package dev.fovea.report;

import dev.fovea.core.ClassNames;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.ClassificationLoss;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the imbalance lens saw.
 *
 * @param title of page and tables
 * @param facts about model, data and how the report was made
 * @param classes by class index
 * @param loss the model was trained with
 * @param histograms of its logits on the data
 * @param exactLoss the classification loss of every logit for itself, summed over images
 * @param gallery the hardest examples, possibly none
 */
public record LensReport(
    String title,
    List<Fact> facts,
    ClassNames classes,
    TrainedLoss loss,
    ImbalanceHistograms histograms,
    double exactLoss,
    List<GalleryItem> gallery) {

  /**
   * A point-wise loss and its settings.
   *
   * @param function what it means
   * @param name as in the settings
   * @param gamma γ; 0 where the loss has none
   * @param alpha α, if any
   * @param prior π
   */
  public record TrainedLoss(
      ClassificationLoss function, String name, double gamma, OptionalDouble alpha, double prior) {
    String words() {
      String weight = alpha.isPresent() ? ", alpha " + Figures.few(alpha.getAsDouble()) : "";
      return name + " (gamma " + Figures.few(gamma) + weight + ")";
    }
  }
}
