package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * A convolution whose weight lies as oneDNN wants it, and which adds and activates as it writes.
 *
 * <p>Owns the packed weight until it is closed. May be called from many threads at once.
 */
final class PackedConvolution implements AutoCloseable {
  private final List<IValue> owned = new ArrayList<>();
  private final ConvolutionOperators operators;

  /** The operators' arguments, but for the tensors that change. */
  private final IValue[] alone;

  private final IValue[] onto;

  /**
   * Packs a convolution, which may be freed afterwards.
   *
   * @param input the shape {@code [N, in, H, W]} that the packed weight fits best; others are right
   *     as well, but may have it laid out anew at each call
   */
  PackedConvolution(
      Convolution convolution, Activation activation, long[] input, Precision precision) {
    operators = ConvolutionOperators.of(precision).orElseThrow();
    Convolution.Even even = convolution.evenlyPadded();
    Tensor weight = even.weight().to(precision.type()).contiguous(MemoryFormat.ChannelsLast);
    long zeros = even.zeros();
    long stride = convolution.stride();
    IValue groups = new IValue(input[1] / weight.size(1));
    IValue none = new IValue();
    IValue packed =
        operators
            .pack()
            .call(
                new IValue(weight),
                operators.pack().list(1, zeros, zeros),
                operators.pack().list(2, stride, stride),
                operators.pack().list(3, 1, 1),
                groups,
                // The optional list's type lies deeper; any list of whole numbers is of the same.
                operators.pack().list(1, input));
    IValue bias =
        convolution.bias().map(each -> new IValue(each.to(precision.type()))).orElse(none);
    IValue name = name(activation);
    IValue[] fixed = {
      packed,
      bias,
      operators.convolve().list(3, zeros, zeros),
      operators.convolve().list(4, stride, stride),
      operators.convolve().list(5, 1, 1),
      groups
    };
    IValue limits = limits(activation);
    alone = keep(with(new IValue[] {none}, fixed, name, limits, none));
    IValue after = activation == Activation.NONE ? none : name;
    onto =
        keep(with(new IValue[] {none, none}, fixed, new IValue("add"), none, after, limits, none));
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

  private static IValue[] with(IValue[] first, IValue[] fixed, IValue... last) {
    List<IValue> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(fixed));
    all.addAll(List.of(last));
    return all.toArray(IValue[]::new);
  }

  private IValue[] keep(IValue[] arguments) {
    for (IValue argument : arguments) {
      owned.add(argument.retainReference());
    }
    return arguments;
  }

  /** From channels-last {@code [N, in, H, W]} to a tensor of the same precision. */
  Tensor forward(Tensor input) {
    IValue[] arguments = alone.clone();
    arguments[0] = new IValue(input);
    return operators.convolve().tensor(arguments);
  }

  /** The same, added to {@code addend}, which is overwritten. */
  Tensor forwardOnto(Tensor addend, Tensor input) {
    IValue[] arguments = onto.clone();
    arguments[0] = new IValue(addend);
    arguments[1] = new IValue(input);
    return operators.convolveOnto().tensor(arguments);
  }

  @Override
  public void close() {
    owned.forEach(IValue::close);
    owned.clear();
  }
}
