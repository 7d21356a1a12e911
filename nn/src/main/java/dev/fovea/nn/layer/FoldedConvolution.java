package dev.fovea.nn.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A convolution prepared for inference, which adds and activates as it writes.
 *
 * <p>May be called from many threads at once. Owns what it made of the weight until it is closed.
 */
interface FoldedConvolution extends AutoCloseable {
  /**
   * From channels-last {@code [N, in, H, W]} of any sizes to a tensor of the same precision each.
   */
  List<Tensor> forward(List<Tensor> inputs);

  /** The same for one, added to {@code addend}, which is overwritten. */
  Tensor forwardOnto(Tensor addend, Tensor input);

  @Override
  void close();
}
