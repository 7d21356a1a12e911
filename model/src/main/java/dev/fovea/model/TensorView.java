package dev.fovea.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor's numbers as they lie in memory or in a file: row-major, little-endian, without gaps.
 *
 * <p>The segment is a view: whoever made it keeps the memory alive.
 *
 * @param type of the elements
 * @param shape none negative; empty for a scalar
 * @param data exactly as many bytes as shape times type; no alignment is promised
 */
public record TensorView(DType type, List<Long> shape, MemorySegment data) {
  public TensorView {
    shape = List.copyOf(shape);
    long bytes = Math.multiplyExact(elements(shape), type.bytes());
    if (bytes != data.byteSize()) {
      throw new IllegalArgumentException(
          "shape " + shape + " of " + type + " is " + bytes + " bytes, not " + data.byteSize());
    }
  }

  /** A float32 tensor that holds a copy of {@code values} for as long as {@code arena} lives. */
  public static TensorView ofFloats(Arena arena, float[] values, long... shape) {
    MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
    return new TensorView(DType.F32, Arrays.stream(shape).boxed().toList(), copy);
  }

  /** The number of elements. */
  public long elements() {
    return elements(shape);
  }

  /**
   * A copy of the elements as floats.
   *
   * @throws IllegalStateException when the type is not F32
   */
  public float[] toFloats() {
    if (type != DType.F32) {
      throw new IllegalStateException("the tensor is " + type + ", not F32");
    }
    return data.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  /** The product of {@code shape}; throws ArithmeticException when it does not fit a long. */
  static long elements(List<Long> shape) {
    long product = 1;
    for (long side : shape) {
      if (side < 0) {
        throw new IllegalArgumentException("shape " + shape + " has a negative side");
      }
      product = Math.multiplyExact(product, side);
    }
    return product;
  }
}
