package dev.fovea.core.loss;

/**
 * A loss of one logit against one binary label, summed over all anchors × classes.
 *
 * <p>The two methods are what the loss means, in double. A new loss needs no more than them; a
 * {@link #kernel()} of its own makes it fast.
 */
public interface ClassificationLoss {
  /**
   * The loss of a logit.
   *
   * @param logit raw, before any sigmoid; may be infinite; NaN gives NaN
   * @param positive whether the label is y = 1
   * @return at least 0, finite for every finite logit
   */
  double value(double logit, boolean positive);

  /**
   * The derivative of {@link #value} by the logit.
   *
   * @param logit raw, before any sigmoid; may be infinite; NaN gives NaN
   * @param positive whether the label is y = 1
   * @return finite for every logit that is not NaN, infinite ones included
   */
  double gradient(double logit, boolean positive);

  /** What computes this loss over runs of background logits in memory. */
  default LossKernel kernel() {
    return new DefinitionKernel(this);
  }
}
