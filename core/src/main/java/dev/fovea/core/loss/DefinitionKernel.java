package dev.fovea.core.loss;

/** The kernel of a loss that has none of its own: the scalar definition, logit by logit. */
final class DefinitionKernel implements LossKernel {
  private final ClassificationLoss loss;

  DefinitionKernel(ClassificationLoss loss) {
    this.loss = loss;
  }

  @Override
  public double background(LogitBuffers buffers, long from, int count, double scale) {
    double sum = 0;
    for (long i = from; i < from + count; i++) {
      double logit = buffers.logit(i);
      ClassificationLoss own = loss.at(i);
      sum += own.value(logit, false);
      if (buffers.wantsGradients()) {
        buffers.putGradient(i, (float) (scale * own.gradient(logit, false)));
      }
    }
    return sum;
  }
}
