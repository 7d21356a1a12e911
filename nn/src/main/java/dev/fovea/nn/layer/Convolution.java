package dev.fovea.nn.layer;

import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A square convolution with "same" padding at stride 1.
 *
 * @param weight {@code [out, in, k, k]}
 * @param bias {@code [out]}
 * @param stride in both directions
 */
public record Convolution(Tensor weight, Optional<Tensor> bias, int stride) {
  private static final long[] ONE = {1, 1};

  /**
   * The shape of a convolution.
   *
   * @param in channels
   * @param out channels
   * @param kernel width and height
   * @param stride in both directions
   */
  public record Shape(int in, int out, int kernel, int stride) {
    long[] weight() {
      return new long[] {out, in, kernel, kernel};
    }
  }

  /** A convolution without bias, made in {@code weights} as {@code name.weight}. */
  public static Convolution make(
      Weights weights, String name, Shape shape, Consumer<Tensor> initialise) {
    Tensor weight = weights.parameter(name + ".weight", initialise, shape.weight());
    return new Convolution(weight, Optional.empty(), shape.stride());
  }

  /** The same with a bias of value {@code bias}, {@code name.bias}. */
  public static Convolution makeWithBias(
      Weights weights, String name, Shape shape, Consumer<Tensor> initialise, double bias) {
    Tensor weight = weights.parameter(name + ".weight", initialise, shape.weight());
    Tensor offset = weights.parameter(name + ".bias", Initialisation.constant(bias), shape.out());
    return new Convolution(weight, Optional.of(offset), shape.stride());
  }

  /** From {@code [N, in, H, W]} to {@code [N, out, ⌈H / stride⌉, ⌈W / stride⌉]}. */
  public Tensor forward(Tensor input, Pass pass) {
    long padding = weight.size(2) / 2;
    TensorOptional offset =
        bias.map(tensor -> new TensorOptional(pass.weight(tensor))).orElseGet(TensorOptional::new);
    return torch.conv2d(
        input,
        pass.weight(weight),
        offset,
        new long[] {stride, stride},
        new long[] {padding, padding},
        ONE,
        1);
  }
}
