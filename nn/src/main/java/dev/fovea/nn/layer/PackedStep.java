package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.util.Optional;
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
record PackedStep(PackedConvolution convolution, Optional<Norm> rest, Activation activation)
    implements AutoCloseable {
  /** The form of {@code step} for inputs such as {@code input}. */
  static PackedStep of(Step step, Tensor input, Precision precision) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Optional<ChannelMap> folded = step.norm().constant();
      ChannelMap map = folded.orElse(ChannelMap.IDENTITY);
      PackedConvolution packed =
          new PackedConvolution(
              step.convolution().mapped(map),
              folded.isPresent() ? step.activation() : Activation.NONE,
              Tensors.shape(input),
              precision);
      return new PackedStep(
          packed,
          folded.isPresent() ? Optional.empty() : Optional.of(step.norm()),
          step.activation());
    }
  }

  Tensor forward(Tensor input, Pass pass) {
    Tensor output = convolution.forward(input);
    return rest.map(norm -> activation.apply(norm.forward(output, pass))).orElse(output);
  }

  Tensor forwardOnto(Tensor addend, Tensor input, Pass pass) {
    if (rest.isEmpty()) {
      return convolution.forwardOnto(addend, input);
    }
    Tensor output = rest.get().forward(convolution.forward(input), pass);
    output.add_(addend);
    return activation.apply(output);
  }

  @Override
  public void close() {
    convolution.close();
  }
}
