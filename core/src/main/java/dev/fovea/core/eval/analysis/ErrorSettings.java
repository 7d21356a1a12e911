package dev.fovea.core.eval.analysis;

/**
 * The overlaps that tell errors apart.
 *
 * @param foreground from which a detection is right, in {@code (0, 1]}
 * @param background up to which it touches nothing, from 0 to below {@code foreground}
 * @param limit the best so many detections of each image and class count
 */
public record ErrorSettings(double foreground, double background, int limit) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming what is not accepted
   */
  public ErrorSettings {
    if (!(foreground > 0 && foreground <= 1 && background >= 0 && background < foreground)) {
      throw new IllegalArgumentException(
          "overlaps of %s and %s: the background's must lie below the foreground's, both in 0 … 1"
              .formatted(background, foreground));
    }
    if (limit < 1) {
      throw new IllegalArgumentException(limit + " detections: there must be 1 or more");
    }
  }

  /** The paper's 0.5 and 0.1, with COCO's limit of 100. */
  public static ErrorSettings standard() {
    return new ErrorSettings(0.5, 0.1, 100);
  }
}
