package dev.fovea.nn.layer;

import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
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
        padding > 0 && stride > 1 ? atLeastTwoColumns(input) : input,
        pass.weight(weight),
        offset,
        new long[] {stride, stride},
        new long[] {padding, padding},
        ONE,
        1);
  }

  /**
   * With a column of zeros where there is one column alone, which changes no output: oneDNN 3.13
   * leaves the outer columns of a strided weight's bfloat16 gradient unwritten there, so that it
   * holds whatever the memory held before.
   */
  private static Tensor atLeastTwoColumns(Tensor input) {
    return input.size(3) > 1
        ? input
        : torch.constant_pad_nd(input, new long[] {0, 1}, new Scalar(0));
  }
}
