package dev.fovea.nn.torch;

import dev.fovea.data.batch.Batch;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Ways between libtorch's tensors and plain memory. */
public final class Tensors {
  private Tensors() {}

  /**
   * The tensor's memory, in its own order of dimensions.
   *
   * <p>The view does not keep the tensor alive: hold the tensor, and end with {@code
   * Reference.reachabilityFence}.
   */
  public static MemorySegment memory(Tensor tensor) {
    return MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(tensor.nbytes());
  }

  /** Uninitialised float32 on the processor, channels-last where it has four dimensions. */
  public static Tensor empty(long... shape) {
    MemoryFormat format = shape.length == 4 ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    return torch.empty(
        shape, new TensorOptions(ScalarType.Float), new MemoryFormatOptional(format));
  }

  /**
   * The pixels {@code [N, H, W, 3]}, float32, seen as a tensor {@code [N, 3, H, W]}; no copy is
   * made.
   */
  public static Tensor overPixels(MemorySegment pixels, long images, long height, long width) {
    long[] shape = {images, 3, height, width};
    long[] strides = {height * width * 3, 1, width * 3, 3};
    return torch.from_blob(
        new Address(pixels.address()), shape, strides, new TensorOptions(ScalarType.Float));
  }

  /** The pixels of a batch, likewise; the batch must outlive the tensor. */
  public static Tensor overPixels(Batch batch) {
    return overPixels(batch.pixels(), batch.images(), batch.height(), batch.width());
  }

  /** The float32 numbers at {@code memory}, row-major, seen as a tensor; no copy is made. */
  public static Tensor over(MemorySegment memory, long... shape) {
    return torch.from_blob(
        new Address(memory.address()), shape, new TensorOptions(ScalarType.Float));
  }

  /** Copies the numbers of a float32 tensor, in the order of memory. */
  public static void copy(Tensor tensor, float[] numbers) {
    MemorySegment.ofArray(numbers).copyFrom(memory(tensor));
    Reference.reachabilityFence(tensor);
  }

  /** The lengths of the tensor's dimensions. */
  public static long[] shape(Tensor tensor) {
    long[] shape = new long[(int) tensor.dim()];
    for (int dimension = 0; dimension < shape.length; dimension++) {
      shape[dimension] = tensor.size(dimension);
    }
    return shape;
  }

  /**
   * Runs {@code work} and frees what it made, but for the tensors it returns: those join the
   * surrounding scope.
   */
  public static List<Tensor> scoped(Supplier<List<Tensor>> work) {
    List<Tensor> kept;
    try (PointerScope scope = new PointerScope()) {
      kept = work.get();
      kept.forEach(Pointer::retainReference);
    }
    PointerScope outer = PointerScope.getInnerScope();
    if (outer != null) {
      kept.forEach(outer::attach);
      kept.forEach(Pointer::releaseReference);
    }
    return kept;
  }

  private static final class Address extends Pointer {
    Address(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
