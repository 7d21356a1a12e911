package dev.fovea.nn.layer;

import java.util.Optional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Two buffers of one thread that outlive a convolution: new memory comes as pages that the kernel
 * has to clear, which took as long as the transforms that fill it.
 */
final class TileBuffers implements AutoCloseable {
  private final ScalarType type;
  private Optional<Tensor> first = Optional.empty();
  private Optional<Tensor> second = Optional.empty();

  /** Of numbers of this type. */
  TileBuffers(ScalarType type) {
    this.type = type;
  }

  /** Uninitialised numbers of this shape, which holds until the next call. */
  Tensor first(long... shape) {
    first = Optional.of(atLeast(first, shape));
    return view(first.get(), shape);
  }

  /** Another one. */
  Tensor second(long... shape) {
    second = Optional.of(atLeast(second, shape));
    return view(second.get(), shape);
  }

  private Tensor atLeast(Optional<Tensor> buffer, long... shape) {
    if (buffer.isPresent() && buffer.get().numel() >= size(shape)) {
      return buffer.get();
    }
    buffer.ifPresent(Tensor::releaseReference);
    return torch
        .empty(new long[] {size(shape)}, new TensorOptions(type), new MemoryFormatOptional())
        .retainReference();
  }

  private static Tensor view(Tensor buffer, long... shape) {
    return buffer.narrow(0, 0, size(shape)).view(shape);
  }

  private static long size(long... shape) {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    return size;
  }

  @Override
  public void close() {
    first.ifPresent(Tensor::releaseReference);
    second.ifPresent(Tensor::releaseReference);
  }
}
