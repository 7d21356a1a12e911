package dev.fovea.core.loss;

/**
 * A classification loss over a block of logits, cut into runs of background between the few logits
 * that are something else.
 *
 * <p>Of a positive anchor's K logits one is positive and the others are background; an ignored
 * anchor's K logits take no part. The positives go through the scalar definition in double.
 */
final class DenseClassification {
  private final ClassificationLoss loss;
  private final LossKernel kernel;
  private final int classes;

  DenseClassification(ClassificationLoss loss, int classes) {
    loss.requireClasses(classes);
    this.loss = loss;
    this.kernel = loss.kernel();
    this.classes = classes;
  }

  /** The block's unscaled sum; writes {@code scale} times the gradients where they are wanted. */
  double apply(LossBlock block, SpecialAnchors special, double scale) {
    LogitBuffers buffers = block.buffers();
    int endAnchor = block.firstAnchor() + block.anchors();
    long done = block.firstLogit();
    double sum = 0;
    for (int i = special.firstFrom(block.firstAnchor());
        i < special.anchors().length && special.anchors()[i] < endAnchor;
        i++) {
      int anchor = special.anchors()[i] - block.firstAnchor();
      long at = block.firstLogit() + (long) anchor * classes;
      int label = special.classes()[i];
      if (label == SpecialAnchors.IGNORED) {
        sum += kernel.background(buffers, done, Math.toIntExact(at - done), scale);
        buffers.clearGradients(at, classes);
        done = at + classes;
      } else {
        at += label;
        sum += kernel.background(buffers, done, Math.toIntExact(at - done), scale);
        sum += positive(buffers, at, scale);
        done = at + 1;
      }
    }
    long end = block.firstLogit() + (long) block.anchors() * classes;
    return sum + kernel.background(buffers, done, Math.toIntExact(end - done), scale);
  }

  private double positive(LogitBuffers buffers, long at, double scale) {
    double logit = buffers.logit(at);
    ClassificationLoss own = loss.at(at);
    buffers.putGradient(at, (float) (scale * own.gradient(logit, true)));
    return own.value(logit, true);
  }
}
