package dev.fovea.core.calibration;

/** A way from scores to probabilities that never turns their order. */
@FunctionalInterface
public interface Calibration {
  /**
   * How likely a claim of this score is right.
   *
   * @param score from 0 to 1
   * @return from 0 to 1
   */
  double probability(double score);

  /** Scores as they are. */
  static Calibration none() {
    return score -> score;
  }
}
