package dev.fovea.nn.layer;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** What autograd calls for the gradient of a Winograd convolution. Owns the input it needs. */
final class WinogradGradient extends TensorTensorHook {
  private final WinogradConvolution arithmetic;
  private final Convolution convolution;
  private final Supplier<Tensor> turned;
  private final Consumer<Tensor> results;
  private Optional<Tensor> pixels;

  /**
   * Lives until it is closed.
   *
   * @param pixels the convolution's input, channels-last
   * @param turned the weight as {@link WinogradConvolution#turned} gives it; belongs to the caller
   * @param results takes each gradient that is given to autograd, and frees it some time after
   */
  WinogradGradient(
      WinogradConvolution arithmetic,
      Convolution convolution,
      Tensor pixels,
      Supplier<Tensor> turned,
      Consumer<Tensor> results) {
    this.turned = turned;
    this.results = results;
    this.arithmetic = arithmetic;
    this.convolution = convolution;
    this.pixels = Optional.of(pixels.retainReference());
    retainReference();
  }

  /**
   * Adds to the gradients of weight and bias.
   *
   * @param gradient with respect to the convolution's output
   * @return the gradient with respect to its input
   */
  @Override
  public TensorBase call(TensorBase gradient) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor slopes = new Tensor(gradient).contiguous(MemoryFormat.ChannelsLast);
      WinogradConvolution.Gradients own = arithmetic.gradients(pixels.orElseThrow(), slopes);
      free();
      accumulate(convolution.weight(), own.weight());
      convolution.bias().ifPresent(bias -> accumulate(bias, torch.tensor(own.bias())));
      Tensor found = arithmetic.apply(slopes, turned.get(), new float[own.bias().length]);
      results.accept(found);
      return found;
    }
  }

  /** As autograd does with the gradient of a leaf. */
  private static void accumulate(Tensor leaf, Tensor gradient) {
    if (!leaf.requires_grad()) {
      return;
    }
    Tensor sum = leaf.mutable_grad();
    if (sum.defined()) {
      sum.add_(gradient);
    } else {
      sum.put(torch.empty_like(leaf).copy_(gradient));
    }
  }

  private void free() {
    pixels.ifPresent(Tensor::releaseReference);
    pixels = Optional.empty();
  }

  @Override
  public void close() {
    free();
    releaseReference();
  }
}
