package dev.fovea.core.loss;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;

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

  /**
   * The loss of the logit at an index, where classes weigh differently; else this one.
   *
   * @param index of a logit among those of whole anchors, whose fastest dimension are the K
   *     classes: the class is {@code index mod K}
   */
  default ClassificationLoss at(long index) {
    return this;
  }

  /**
   * Requires that the loss can be used for so many classes.
   *
   * @throws dev.fovea.core.FoveaException if it was made for another number
   */
  default void requireClasses(int classes) {}

  /**
   * The sum of the loss over labelled logits, with its gradient.
   *
   * @param logits {@code [n]}, raw, before any sigmoid; of whole anchors, in the order of classes,
   *     where classes weigh differently
   * @param positive {@code [n]}: whether the label is y = 1
   * @param gradients {@code [n]}: overwritten with the derivative by each logit
   * @return the sum, accumulated in double
   * @throws IllegalArgumentException if the arrays' lengths differ
   */
  default double sum(float[] logits, boolean[] positive, float[] gradients) {
    if (positive.length != logits.length || gradients.length != logits.length) {
      throw new IllegalArgumentException(
          "%d logits, but %d labels and %d gradients; equal lengths are accepted"
              .formatted(logits.length, positive.length, gradients.length));
    }
    LogitBuffers buffers =
        new LogitBuffers(
            MemorySegment.ofArray(logits), MemorySegment.ofArray(gradients), ElementType.FLOAT32);
    LossKernel kernel = kernel();
    double sum = 0;
    int done = 0;
    for (int i = 0; i < logits.length; i++) {
      if (positive[i]) {
        ClassificationLoss loss = at(i);
        sum += kernel.background(buffers, done, i - done, 1) + loss.value(logits[i], true);
        gradients[i] = (float) loss.gradient(logits[i], true);
        done = i + 1;
      }
    }
    return sum + kernel.background(buffers, done, logits.length - done, 1);
  }

  /** What computes this loss over runs of background logits in memory. */
  default LossKernel kernel() {
    return new DefinitionKernel(this);
  }
}
