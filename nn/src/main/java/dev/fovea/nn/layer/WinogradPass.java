package dev.fovea.nn.layer;

import dev.fovea.nn.torch.RegisteredOperator;
import dev.fovea.nn.torch.Tensors;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * The Winograd convolutions of one training pass: puts them into autograd's graph and keeps what
 * their gradients need.
 */
final class WinogradPass implements AutoCloseable {
  /** Autograd knows it as an operation whose result is no view of its argument. */
  private static final RegisteredOperator SAME =
      RegisteredOperator.find("aten::_unsafe_view", "").orElseThrow();

  private final WinogradConvolution arithmetic;
  private final Map<Tensor, Tensor> transformed = new IdentityHashMap<>();
  private final Map<Tensor, Tensor> turned = new IdentityHashMap<>();
  private final List<WinogradGradient> gradients = new ArrayList<>();
  private Optional<Tensor> result = Optional.empty();

  WinogradPass(TileWorkers workers) {
    arithmetic = new WinogradConvolution(workers);
  }

  /**
   * The convolution, where it is one for Winograd, gradients are wanted and the weight is a leaf.
   */
  Optional<Tensor> forward(Convolution convolution, Tensor input) {
    boolean learns = GradMode.is_enabled() && input.requires_grad();
    boolean owns = convolution.weight().requires_grad() && convolution.weight().is_leaf();
    return learns && owns && arithmetic.suits(convolution, input)
        ? Optional.of(onGraph(convolution, input))
        : Optional.empty();
  }

  /**
   * Autograd sees an operation that changes nothing. Its result is given the convolution's values,
   * and a hook puts the convolution's gradient in the place of the result's own.
   */
  private Tensor onGraph(Convolution convolution, Tensor input) {
    Tensor output = SAME.tensor(new IValue(input), SAME.list(1, Tensors.shape(input)));
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor pixels = input.detach().contiguous(MemoryFormat.ChannelsLast);
      Tensor weight = convolution.weight();
      Tensor tiles = kept(transformed, weight, arithmetic::transformed);
      output.set_data(arithmetic.apply(pixels, tiles, bias(convolution)));
      gradients.add(
          new WinogradGradient(
              arithmetic,
              convolution,
              pixels,
              () -> kept(turned, weight, arithmetic::turned),
              this::keep));
    }
    output.register_hook(gradients.getLast());
    return output;
  }

  /** Keeps a gradient until the next, when autograd has its own reference. */
  private void keep(Tensor gradient) {
    result.ifPresent(Tensor::releaseReference);
    result = Optional.of(gradient.retainReference());
  }

  /** Levels share a weight, and what is made of it. */
  private static Tensor kept(
      Map<Tensor, Tensor> made, Tensor weight, UnaryOperator<Tensor> transform) {
    return made.computeIfAbsent(
        weight,
        each -> {
          try (PointerScope scope = new PointerScope()) {
            return transform.apply(each).retainReference();
          }
        });
  }

  private static float[] bias(Convolution convolution) {
    float[] bias = new float[(int) convolution.weight().size(0)];
    convolution.bias().ifPresent(tensor -> Tensors.copy(tensor, bias));
    return bias;
  }

  @Override
  public void close() {
    gradients.forEach(WinogradGradient::close);
    result.ifPresent(Tensor::releaseReference);
    transformed.values().forEach(Tensor::releaseReference);
    turned.values().forEach(Tensor::releaseReference);
  }
}
