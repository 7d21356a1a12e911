package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** A convolution by oneDNN, whose weight lies as it wants it where that pays. */
final class PackedConvolution implements FoldedConvolution {
  private final List<IValue> owned = new ArrayList<>();
  private final ConvolutionOperators operators;

  /** The operators' arguments, but for the tensors that change. */
  private final IValue[] alone;

  private final IValue[] onto;

  /** What is left to do after an addition. */
  private final Activation left;

  /**
   * Whether oneDNN takes a packed weight as it lies. With AVX2 alone it packs blocks of 32 outputs
   * and then wants 24 on small maps: a reference routine takes 200 ms at each call for what would
   * take 1 from a weight that is not packed (docs/performance.md).
   */
  static boolean pays() {
    return !Precision.isAvx2Alone();
  }

  /**
   * Prepares a convolution, which may be freed afterwards.
   *
   * @param input the shape {@code [N, in, H, W]} that the packed weight fits best; others are right
   *     as well, but may have it laid out anew at each call
   * @param packs whether the weight is packed; else oneDNN lays it out at each call
   */
  PackedConvolution(
      Convolution convolution,
      Activation activation,
      long[] input,
      Precision precision,
      boolean packs) {
    operators = ConvolutionOperators.of(precision).orElseThrow();
    Convolution.Even even = convolution.evenlyPadded();
    Tensor weight = even.weight().to(precision.type()).contiguous(MemoryFormat.ChannelsLast);
    long stride = convolution.stride();
    List<IValue> window =
        List.of(
            operators.pair(even.zeros()),
            operators.pair(stride),
            operators.pair(1),
            new IValue(input[1] / weight.size(1)));
    IValue none = new IValue();
    List<IValue> fixed = new ArrayList<>();
    fixed.add(packs ? operators.packed(weight, window, input) : new IValue(weight));
    fixed.add(convolution.bias().map(each -> new IValue(each.to(precision.type()))).orElse(none));
    fixed.addAll(window);
    IValue name = name(activation);
    IValue limits = limits(activation);
    alone = keep(List.of(none), fixed, List.of(name, limits, none));
    // After an addition oneDNN's operator knows ReLU alone.
    left = activation == Activation.RELU ? Activation.NONE : activation;
    IValue after = activation == Activation.RELU ? name : none;
    List<IValue> last = List.of(new IValue("add"), none, after, limits, none);
    onto = keep(List.of(none, none), fixed, last);
  }

  private static IValue name(Activation activation) {
    return new IValue(
        switch (activation) {
          case NONE -> "none";
          case RELU -> "relu";
          case RELU6 -> "hardtanh";
        });
  }

  private IValue limits(Activation activation) {
    return activation == Activation.RELU6
        ? operators.convolve().list(8, new IValue(new Scalar(0.0)), new IValue(new Scalar(6.0)))
        : operators.convolve().list(8, new IValue[0]);
  }

  private IValue[] keep(List<IValue> tensors, List<IValue> fixed, List<IValue> last) {
    List<IValue> all = new ArrayList<>(tensors);
    all.addAll(fixed);
    all.addAll(last);
    all.forEach(argument -> owned.add(argument.retainReference()));
    return all.toArray(IValue[]::new);
  }

  @Override
  public List<Tensor> forward(List<Tensor> inputs) {
    return inputs.stream().map(this::forward).toList();
  }

  private Tensor forward(Tensor input) {
    IValue[] arguments = alone.clone();
    arguments[0] = new IValue(input);
    return operators.convolve().tensor(arguments);
  }

  @Override
  public Tensor forwardOnto(Tensor addend, Tensor input) {
    IValue[] arguments = onto.clone();
    arguments[0] = new IValue(addend);
    arguments[1] = new IValue(input);
    return left.apply(operators.convolveOnto().tensor(arguments));
  }

  @Override
  public void close() {
    owned.forEach(IValue::close);
    owned.clear();
  }
}
