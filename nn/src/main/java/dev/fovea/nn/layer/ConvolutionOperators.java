package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.RegisteredOperator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The operators that PyTorch's compiler makes of a convolution and what follows it ({@code
 * torch/_inductor/fx_passes/mkldnn_fusion.py}).
 *
 * @param convolve a convolution with its activation
 * @param convolveOnto the same, added to a tensor in place before the activation
 * @param pack lays out a weight as oneDNN wants it
 */
record ConvolutionOperators(
    RegisteredOperator convolve, RegisteredOperator convolveOnto, RegisteredOperator pack) {
  private static final Optional<ConvolutionOperators> KNOWN = find();

  /** Those of this libtorch, where oneDNN has the precision on this processor. */
  static Optional<ConvolutionOperators> of(Precision precision) {
    return precision == Precision.FLOAT32 || hasBfloat16() ? KNOWN : Optional.empty();
  }

  private static Optional<ConvolutionOperators> find() {
    if (!torch.hasMKLDNN()) {
      return Optional.empty();
    }
    return named("_convolution_pointwise", "")
        .flatMap(
            convolve ->
                named("_convolution_pointwise_", "binary")
                    .flatMap(
                        onto ->
                            named("_reorder_convolution_weight", "")
                                .map(pack -> new ConvolutionOperators(convolve, onto, pack))));
  }

  private static Optional<RegisteredOperator> named(String name, String overload) {
    return RegisteredOperator.find("mkldnn::" + name, overload);
  }

  /** The same whole number for rows and columns, as all three operators take it. */
  IValue pair(long value) {
    return convolve.list(3, value, value);
  }

  /**
   * The weight as oneDNN wants it.
   *
   * @param weight {@code [out, in / groups, k, k]}, channels-last
   * @param window padding, stride, dilation, groups
   * @param input shape that it is to fit
   */
  IValue packed(Tensor weight, List<IValue> window, long[] input) {
    return pack.call(
        new IValue(weight),
        window.get(0),
        window.get(1),
        window.get(2),
        window.get(3),
        convolve.list(3, input));
  }

  private static boolean hasBfloat16() {
    try (PointerScope scope = new PointerScope()) {
      return named("_is_mkldnn_bf16_supported", "")
          .map(supported -> supported.call().toBool())
          .orElse(false);
    }
  }
}
