package dev.fovea.core.calibration;

/**
 * A score with what came of it.
 *
 * @param score from 0 to 1
 * @param right whether the claim was true
 */
public record ScoredOutcome(double score, boolean right) {
  /**
   * Checks the score.
   *
   * @throws IllegalArgumentException if it does not lie in 0 … 1
   */
  public ScoredOutcome {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score of " + score + ": it must lie in 0 … 1");
    }
  }
}
