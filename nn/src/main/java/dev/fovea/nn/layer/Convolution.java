package dev.fovea.nn.layer;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A square convolution with "same" padding at stride 1. The number of groups is what the input's
 * channels and the weight's leave.
 *
 * @param weight {@code [out, in / groups, k, k]}
 * @param bias {@code [out]}
 * @param stride in both directions
 * @param padding at strides above 1
 */
public record Convolution(Tensor weight, Optional<Tensor> bias, int stride, Padding padding) {
  private static final long[] ONE = {1, 1};

  /** Where a strided convolution puts its zeros; at stride 1 both are the same. */
  public enum Padding {
    /** Half of the kernel on every side: PyTorch's networks. */
    EVEN,
    /**
     * {@code kernel − stride} zeros along each axis, of which the smaller half come first:
     * TensorFlow's "same" for sides that the stride divides.
     */
    LATE
  }

  /**
   * The shape of a convolution.
   *
   * @param in channels
   * @param out channels
   * @param kernel width and height
   * @param stride in both directions
   * @param groups that inputs and outputs are divided into, each seeing its own part alone
   * @param padding at strides above 1
   */
  public record Shape(int in, int out, int kernel, int stride, int groups, Padding padding) {
    public Shape {
      if (groups < 1 || in % groups != 0 || out % groups != 0) {
        throw new IllegalArgumentException(
            in + " to " + out + " channels in " + groups + " groups");
      }
    }

    /** One group, padded evenly. */
    public Shape(int in, int out, int kernel, int stride) {
      this(in, out, kernel, stride, 1, Padding.EVEN);
    }

    long[] weight() {
      return new long[] {out, in / groups, kernel, kernel};
    }
  }

  /** Padded evenly. */
  public Convolution(Tensor weight, Optional<Tensor> bias, int stride) {
    this(weight, bias, stride, Padding.EVEN);
  }

  /** A convolution without bias, made in {@code weights} as {@code name.weight}. */
  public static Convolution make(
      Weights weights, String name, Shape shape, Consumer<Tensor> initialise) {
    Tensor weight = weights.parameter(name + ".weight", initialise, shape.weight());
    return new Convolution(weight, Optional.empty(), shape.stride(), shape.padding());
  }

  /** The same with a bias of value {@code bias}, {@code name.bias}. */
  public static Convolution makeWithBias(
      Weights weights, String name, Shape shape, Consumer<Tensor> initialise, double bias) {
    Tensor weight = weights.parameter(name + ".weight", initialise, shape.weight());
    Tensor offset = weights.parameter(name + ".bias", Initialisation.constant(bias), shape.out());
    return new Convolution(weight, Optional.of(offset), shape.stride(), shape.padding());
  }

  /** From {@code [N, in, H, W]} to {@code [N, out, ⌈H / stride⌉, ⌈W / stride⌉]}. */
  public Tensor forward(Tensor input, Pass pass) {
    return pass.winograd(this, input).orElseGet(() -> direct(input, pass));
  }

  private Tensor direct(Tensor input, Pass pass) {
    boolean late = late();
    long zeros = late ? 0 : weight.size(2) / 2;
    Tensor padded =
        late ? paddedLate(input) : zeros > 0 && stride > 1 ? atLeastTwoColumns(input) : input;
    return learnsDepthwise(input)
        ? convolved(padded.to(ScalarType.Float), UnaryOperator.identity(), zeros)
            .to(input.scalar_type())
        : convolved(padded, pass::weight, zeros);
  }

  private Tensor convolved(Tensor input, UnaryOperator<Tensor> cast, long zeros) {
    TensorOptional offset =
        bias.map(tensor -> new TensorOptional(cast.apply(tensor))).orElseGet(TensorOptional::new);
    return torch.conv2d(
        input,
        cast.apply(weight),
        offset,
        new long[] {stride, stride},
        new long[] {zeros, zeros},
        ONE,
        input.size(1) / weight.size(1));
  }

  /**
   * Whether each channel is convolved alone and a gradient is wanted: oneDNN 3.13 takes three to
   * fifteen times as long for it in bfloat16 as in float32, unless the kernel is at most 3 wide and
   * the stride 1 (docs/performance.md).
   */
  private boolean learnsDepthwise(Tensor input) {
    boolean alone = weight.size(1) == 1 && input.size(1) == weight.size(0);
    boolean quick = weight.size(3) <= 3 && stride == 1;
    return alone
        && !quick
        && GradMode.is_enabled()
        && (input.requires_grad() || weight.requires_grad());
  }

  /** What does this convolution and then {@code map}; gradients reach the weight through it. */
  Convolution mapped(ChannelMap map) {
    return new Convolution(map.weight(weight), map.bias(bias), stride, padding);
  }

  /** A weight that does the same with {@code zeros} on every side. */
  record Even(Tensor weight, long zeros) {}

  /** Late padding becomes rows and columns of zeros before the weight's others. */
  Even evenlyPadded() {
    if (!late()) {
      return new Even(weight, weight.size(2) / 2);
    }
    long zeros = Math.max(0, weight.size(2) - stride);
    long last = zeros - zeros / 2;
    long more = last - zeros / 2;
    Tensor wider = torch.constant_pad_nd(weight, new long[] {more, 0, more, 0}, new Scalar(0));
    return new Even(wider, last);
  }

  private boolean late() {
    return padding == Padding.LATE && stride > 1;
  }

  private Tensor paddedLate(Tensor input) {
    long zeros = Math.max(0, weight.size(2) - stride);
    long first = zeros / 2;
    long last = zeros - first;
    return torch.constant_pad_nd(input, new long[] {first, last, first, last}, new Scalar(0));
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
