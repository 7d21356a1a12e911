package dev.fovea.core.loss.sample;

/** Every anchor that is not ignored takes part, as the paper's focal loss has it (section 4.1). */
public record AllAnchors() implements AnchorSampler {
  @Override
  public int[] sample(AnchorScores anchors) {
    return anchors.all();
  }
}
