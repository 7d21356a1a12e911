package dev.fovea.nn.layer;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm (Ioffe &amp; Szegedy 2015); running statistics move by a tenth at each training step.
 *
 * @param weight {@code [C]}
 * @param bias {@code [C]}
 * @param mean running, {@code [C]}
 * @param variance running, {@code [C]}
 * @param epsilon added to the variance
 * @param frozen whether the running statistics are taken, and kept, in training as well
 */
record BatchNorm(
    Tensor weight, Tensor bias, Tensor mean, Tensor variance, double epsilon, boolean frozen)
    implements Norm {
  private static final double MOMENTUM = 0.1;

  BatchNorm freeze() {
    return new BatchNorm(weight, bias, mean, variance, epsilon, true);
  }

  @Override
  public Tensor forward(Tensor input, Pass pass) {
    return torch.batch_norm(
        input,
        new TensorOptional(weight),
        new TensorOptional(bias),
        new TensorOptional(mean),
        new TensorOptional(variance),
        pass.training() && !frozen,
        MOMENTUM,
        epsilon,
        false);
  }

  @Override
  public Optional<ChannelMap> constant() {
    return Optional.of(ChannelMap.of(this));
  }

  @Override
  public Optional<ChannelMap> held() {
    return frozen ? constant() : Optional.empty();
  }
}
