package dev.fovea.core.loss;

/**
 * A batch's loss, normalised, by component with each image's share.
 *
 * <p>The shares are there so that a value that is not finite can be told by image and component.
 *
 * @param classification the sum of {@code classificationPerImage}
 * @param box the sum of {@code boxPerImage}
 * @param classificationPerImage {@code [N]}
 * @param boxPerImage {@code [N]}
 * @param positives positive anchors of the batch
 */
public record LossParts(
    double classification,
    double box,
    double[] classificationPerImage,
    double[] boxPerImage,
    int positives) {
  /** Classification plus box. */
  public double total() {
    return classification + box;
  }

  /** Whether no image's share of either component is infinite or NaN. */
  public boolean isFinite() {
    return Double.isFinite(total());
  }
}
