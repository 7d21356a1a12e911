package dev.fovea.nn.layer;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A step for inference: a constant norm is folded into the convolution, in double from the model's
 * float32, and the convolution adds and activates as it writes. A norm that depends on the input
 * stays a norm.
 *
 * @param convolution with all that could be folded into it
 * @param rest the norm that could not
 * @param activation of the step
 */
record FoldedStep(FoldedConvolution convolution, Optional<Norm> rest, Activation activation)
    implements AutoCloseable {
  /**
   * The form of {@code step}.
   *
   * @param prepare makes a convolution and what activates its outputs one; the convolution may be
   *     freed afterwards
   */
  static FoldedStep of(Step step, BiFunction<Convolution, Activation, FoldedConvolution> prepare) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Optional<ChannelMap> folded = step.norm().constant();
      ChannelMap map = folded.orElse(ChannelMap.IDENTITY);
      FoldedConvolution prepared =
          prepare.apply(
              step.convolution().mapped(map),
              folded.isPresent() ? step.activation() : Activation.NONE);
      return new FoldedStep(
          prepared,
          folded.isPresent() ? Optional.empty() : Optional.of(step.norm()),
          step.activation());
    }
  }

  List<Tensor> forward(List<Tensor> inputs, Pass pass) {
    List<Tensor> outputs = convolution.forward(inputs);
    return rest.map(
            norm ->
                outputs.stream().map(each -> activation.apply(norm.forward(each, pass))).toList())
        .orElse(outputs);
  }

  Tensor forwardOnto(Tensor addend, Tensor input, Pass pass) {
    if (rest.isEmpty()) {
      return convolution.forwardOnto(addend, input);
    }
    Tensor output = rest.get().forward(convolution.forward(List.of(input)).getFirst(), pass);
    output.add_(addend);
    return activation.apply(output);
  }

  @Override
  public void close() {
    convolution.close();
  }
}
