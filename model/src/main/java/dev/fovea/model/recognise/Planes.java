package dev.fovea.model.recognise;

import dev.fovea.model.DType;
import dev.fovea.model.TensorView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Tensors that are made while others are copied. */
final class Planes {
  private Planes() {}

  /** A convolution of three inputs {@code [out, 3, k, k]} that takes them the other way round. */
  static TensorView turned(TensorView weight, Arena arena) {
    MemorySegment from = weight.data();
    MemorySegment to = arena.allocate(from.byteSize(), Float.BYTES);
    long out = weight.shape().getFirst();
    long plane = from.byteSize() / (3 * out);
    for (long filter = 0; filter < out; filter++) {
      for (long channel = 0; channel < 3; channel++) {
        long source = (3 * filter + channel) * plane;
        long target = (3 * filter + 2 - channel) * plane;
        MemorySegment.copy(from, source, to, target, plane);
      }
    }
    return new TensorView(weight.type(), weight.shape(), to);
  }

  /** A tensor of equal numbers. */
  static TensorView constant(List<Long> shape, double value, Arena arena) {
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    MemorySegment memory = arena.allocate(count * Float.BYTES, Float.BYTES);
    for (long i = 0; i < count; i++) {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
    }
    return new TensorView(DType.F32, shape, memory);
  }
}
