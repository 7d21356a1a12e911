package dev.fovea.core.eval;

import dev.fovea.core.Detection;

/**
 * One detection to be judged.
 *
 * @param imageId one of {@link GroundTruth#imageIds()}
 * @param classIndex {@code 0 … K−1}, in ascending order of the categories' ids
 * @param score any finite number; only the order matters
 * @param box as found
 */
public record DetectedObject(long imageId, int classIndex, double score, CocoBox box) {
  /**
   * Checks the score.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public DetectedObject {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("a score of " + score + ": it must be a finite number");
    }
  }

  /** A detector's output on the image with this id. */
  public static DetectedObject of(long imageId, Detection detection) {
    return new DetectedObject(
        imageId, detection.classIndex(), detection.score(), CocoBox.of(detection.box()));
  }
}
