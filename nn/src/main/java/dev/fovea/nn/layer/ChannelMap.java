package dev.fovea.nn.layer;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code scale · x + offset} in each channel; in double, but for {@link #inFloat}.
 *
 * @param scale {@code [C]}; empty for 1
 * @param offset {@code [C]}; empty for 0
 */
public record ChannelMap(Optional<Tensor> scale, Optional<Tensor> offset) {
  /** Changes nothing. */
  static final ChannelMap IDENTITY = new ChannelMap(Optional.empty(), Optional.empty());

  /** What batch norm does with these statistics; its tensors join the surrounding scope. */
  static ChannelMap of(BatchNorm norm) {
    Tensor spread = norm.variance().to(ScalarType.Double).add(new Scalar(norm.epsilon())).sqrt();
    Tensor scale = norm.weight().to(ScalarType.Double).div(spread);
    Tensor moved = norm.mean().to(ScalarType.Double).mul(scale);
    Tensor offset = norm.bias().to(ScalarType.Double).sub(moved);
    return new ChannelMap(Optional.of(scale), Optional.of(offset));
  }

  /** The same in float32, which is quicker where weights change at each step. */
  ChannelMap inFloat() {
    return new ChannelMap(
        scale.map(exact -> exact.to(ScalarType.Float)),
        offset.map(exact -> exact.to(ScalarType.Float)));
  }

  /**
   * The weight {@code [C, in, k, k]} of a convolution that scales its own outputs, in this map's
   * precision where it scales.
   */
  Tensor weight(Tensor weight) {
    return scale
        .map(factor -> weight.to(factor.scalar_type()).mul(factor.view(-1, 1, 1, 1)))
        .orElse(weight);
  }

  /** The bias {@code [C]} of that convolution. */
  Optional<Tensor> bias(Optional<Tensor> bias) {
    Optional<Tensor> scaled =
        bias.map(
            tensor ->
                scale.map(factor -> tensor.to(factor.scalar_type()).mul(factor)).orElse(tensor));
    return scaled.map(tensor -> offset.map(tensor::add).orElse(tensor)).or(() -> offset);
  }
}
