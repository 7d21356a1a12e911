package dev.fovea.core.loss.sample;

/**
 * Which anchors of an image the classification loss is summed over.
 *
 * <p>The focal loss takes all; what the paper compares it with keeps the hardest alone (section
 * 5.1, "Online Hard Example Mining"). A sampler has no state, may be called from many threads, and
 * gives equal choices for equal scores.
 */
public interface AnchorSampler {
  /**
   * The anchors that count.
   *
   * @return ascending, each once, none ignored
   */
  int[] sample(AnchorScores anchors);
}
