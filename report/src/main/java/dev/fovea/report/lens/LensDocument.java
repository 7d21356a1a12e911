package dev.fovea.report.lens;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where the classification loss goes, as {@code lens.json} has it.
 *
 * <p>Each {@code mass} is a sum over all images of 1 / normaliser; each loss or gradient that is
 * not inside a histogram is a mean over images, as validation logs it.
 *
 * @param model the file or run folder
 * @param data the data set as it was named
 * @param split of it
 * @param images how many were looked at
 * @param anchors of all images together; ignored ones are left out
 * @param positives how many of them are positive
 * @param normalizer by its name in settings
 * @param classes names, by index
 * @param levels of the pyramid, from the finest
 * @param loss what the model was trained with
 * @param binning how exact the histograms are
 * @param histograms for each kind, level and class that has a logit
 * @param prior the first step's loss
 * @param figure4 the paper's Figure 4
 * @param plane what other settings would change
 * @param effective how many examples make the gradient, for each histogram
 */
public record LensDocument(
    String model,
    String data,
    String split,
    long images,
    long anchors,
    long positives,
    String normalizer,
    List<String> classes,
    List<String> levels,
    Loss loss,
    Binning binning,
    List<Histogram> histograms,
    Prior prior,
    Figure4 figure4,
    Plane plane,
    List<Effective> effective) {
  public LensDocument {
    classes = List.copyOf(classes);
    levels = List.copyOf(levels);
    histograms = List.copyOf(histograms);
    effective = List.copyOf(effective);
  }

  /**
   * The trained loss.
   *
   * @param classification its name in settings
   * @param gamma γ; 0 where it has none
   * @param alpha α, if any
   * @param prior π
   */
  public record Loss(String classification, double gamma, OptionalDouble alpha, double prior) {}

  /**
   * The histograms' exactness.
   *
   * @param width of a bin, in units of the logit
   * @param error the distance of the loss computed from bins to that of every logit for itself, as
   *     a share of the latter
   */
  public record Binning(double width, double error) {}

  /**
   * The logits of one kind, level and class; only bins that are not empty.
   *
   * @param kind {@code positive} or {@code negative}
   * @param level index
   * @param classIndex index
   * @param logit the mean logit of each bin, ascending
   * @param count how many logits each has
   * @param mass their Σ 1 / normaliser; the loss of a bin is {@code mass · ℓ(logit)}
   */
  public record Histogram(
      String kind,
      int level,
      @JsonProperty("class") int classIndex,
      List<Double> logit,
      List<Long> count,
      List<Double> mass) {}

  /**
   * The loss of the first step by the prior π.
   *
   * @param pi ascending
   * @param loss in closed form, of each
   * @param measured of a fresh head, with the π of {@link Loss#prior}, estimated from some images
   *     by its proportion to the closed form; nothing where not measured
   */
  public record Prior(List<Double> pi, List<Double> loss, OptionalDouble measured) {}

  /**
   * Cumulative loss over sorted logits.
   *
   * @param hardest the fractions that each curve's {@code share} is of
   * @param curves for each kind and γ
   */
  public record Figure4(List<Double> hardest, List<Curve> curves) {}

  /**
   * One curve of Figure 4.
   *
   * @param kind {@code positive} or {@code negative}
   * @param gamma γ
   * @param fraction of the logits, easiest first, from 0 to 1
   * @param loss the share of the loss that they hold, from 0 to 1
   * @param share the share that the hardest hold
   */
  public record Curve(
      String kind, double gamma, List<Double> fraction, List<Double> loss, List<Double> share) {}

  /**
   * The focal loss over γ and α. With a weight α the loss is {@code α · positive.loss + (1 − α) ·
   * negative.loss}, and so is the gradient.
   *
   * @param gamma of each row
   * @param alpha of each column
   * @param positive the objects' part for a weight of 1, by γ
   * @param negative the background's
   * @param ratio the gradient of objects divided by that of background, by γ, then α
   * @param present that ratio with the trained loss
   * @param curve the settings that keep it
   * @param suggested the same for each γ asked for, with the reason
   */
  public record Plane(
      List<Double> gamma,
      List<Double> alpha,
      Part positive,
      Part negative,
      List<List<Double>> ratio,
      double present,
      Settings curve,
      List<Suggestion> suggested) {}

  /**
   * What one kind of logits makes.
   *
   * @param loss by γ
   * @param gradient Σ|∂L/∂x| by γ
   */
  public record Part(List<Double> loss, List<Double> gradient) {}

  /**
   * Pairs of settings.
   *
   * @param gamma ascending
   * @param alpha of each
   */
  public record Settings(List<Double> gamma, List<Double> alpha) {}

  /**
   * The α that goes with a γ.
   *
   * @param gamma γ
   * @param alpha α
   * @param reason a sentence
   */
  public record Suggestion(double gamma, double alpha, String reason) {}

  /**
   * How many examples make the gradient: that of equal logits which would make the same, (Σg)² /
   * Σg² (Kish's effective sample size).
   *
   * @param level index
   * @param classIndex index
   * @param kind {@code positive} or {@code negative}
   * @param anchors how many there are
   * @param effective how many of them count
   */
  public record Effective(
      int level,
      @JsonProperty("class") int classIndex,
      String kind,
      long anchors,
      double effective) {}
}
