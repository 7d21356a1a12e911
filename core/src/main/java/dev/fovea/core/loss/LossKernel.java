package dev.fovea.core.loss;

/**
 * A point-wise loss over runs of background logits (y = −1), value fused with gradient.
 *
 * <p>Nearly every anchor × class is background; the few others go through the {@linkplain
 * ClassificationLoss scalar definition}. Kernels hold no state: many threads may use one.
 */
public interface LossKernel {
  /**
   * Adds up the loss of the logits {@code from … from + count − 1} as background, which are read
   * once; writes {@code scale} times its derivative to the same places of the gradients, where
   * there are gradients.
   *
   * @param buffers float32 or bf16; the arithmetic is float32 at least
   * @param from index of the first logit
   * @param count may be 0
   * @param scale factor of the gradient, not of the value
   * @return the unscaled sum, accumulated in double; NaN if a logit is NaN
   */
  double background(LogitBuffers buffers, long from, int count, double scale);

  /**
   * The loss of each anchor as background, by which samplers choose; gradients stay as they are.
   *
   * @param buffers float32 or bf16
   * @param from index of the first anchor's first class
   * @param anchors how many follow
   * @param classes K, the logits of an anchor
   * @return {@code [anchors]}: each anchor's sum, accumulated in double; NaN if a logit is NaN
   */
  default float[] anchorSums(LogitBuffers buffers, long from, int anchors, int classes) {
    LogitBuffers values = LogitBuffers.valuesOnly(buffers.logits(), buffers.type());
    float[] sums = new float[anchors];
    for (int a = 0; a < anchors; a++) {
      sums[a] = (float) background(values, from + (long) a * classes, classes, 1);
    }
    return sums;
  }
}
