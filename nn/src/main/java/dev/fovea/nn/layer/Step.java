package dev.fovea.nn.layer;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A convolution with what follows it, which a {@link FoldedConvolution} does in one operation.
 *
 * @param convolution from the step's input
 * @param norm of the convolution's output
 * @param activation of what the norm gives
 */
public record Step(Convolution convolution, Norm norm, Activation activation) {
  /** A convolution alone. */
  public static Step of(Convolution convolution) {
    return new Step(convolution, Norm.NONE, Activation.NONE);
  }

  /** From {@code [N, in, H, W]} to {@code [N, out, ⌈H / stride⌉, ⌈W / stride⌉]}. */
  public Tensor forward(Tensor input, Pass pass) {
    return pass.folded(this, input)
        .map(folded -> folded.forward(List.of(input), pass).getFirst())
        .orElseGet(() -> activation.apply(normalised(input, pass)));
  }

  /**
   * The same with {@code addend} added before the activation.
   *
   * @param addend {@code [N, out, …]}; not to be used afterwards: the result may lie in its memory
   */
  public Tensor forwardOnto(Tensor addend, Tensor input, Pass pass) {
    Optional<FoldedStep> folded = pass.folded(this, input);
    if (folded.isPresent()) {
      return folded.get().forwardOnto(addend, input, pass);
    }
    Tensor sum = normalised(input, pass);
    sum.add_(addend);
    return activation.apply(sum);
  }

  private Tensor normalised(Tensor input, Pass pass) {
    Optional<ChannelMap> held = pass.training() ? norm.held() : Optional.empty();
    return held.isPresent()
        ? convolution.mapped(held.get().inFloat()).forward(input, pass)
        : norm.forward(convolution.forward(input, pass), pass);
  }
}
