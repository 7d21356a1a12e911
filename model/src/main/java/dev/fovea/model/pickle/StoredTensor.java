package dev.fovea.model.pickle;

import dev.fovea.model.TensorView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor as a file holds it: a view of a storage, whose elements need not lie in a row.
 *
 * @param type of the elements in the file
 * @param order of the bytes of an element
 * @param shape none negative; empty for a scalar
 * @param strides for each side the distance of neighbours in elements, none negative
 * @param storage the mapped bytes from the first element on
 */
public record StoredTensor(
    StorageType type,
    ByteOrder order,
    List<Long> shape,
    List<Long> strides,
    MemorySegment storage) {
  /** PyTorch's and NumPy's own limit. */
  static final int MOST_SIDES = 64;

  public StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size() || shape.size() > MOST_SIDES) {
      throw new IllegalArgumentException(
          "it has %d sides and %d strides".formatted(shape.size(), strides.size()));
    }
    requireNatural("shape", shape);
    requireNatural("strides", strides);
    long needed = extent(shape, strides);
    if (needed > storage.byteSize() / type.bytes()) {
      throw new IllegalArgumentException(
          "shape %s with strides %s needs %d elements, its storage has %d"
              .formatted(shape, strides, needed, storage.byteSize() / type.bytes()));
    }
  }

  private static void requireNatural(String what, List<Long> values) {
    if (values.stream().anyMatch(value -> value < 0)) {
      throw new IllegalArgumentException(what + " " + values + " has a negative number");
    }
  }

  /** How many elements of the storage the view reaches over. */
  private static long extent(List<Long> shape, List<Long> strides) {
    try {
      if (elements(shape) == 0) {
        return 0;
      }
      long last = 0;
      for (int side = 0; side < shape.size(); side++) {
        long way = Math.multiplyExact(shape.get(side) - 1, strides.get(side));
        last = Math.addExact(last, way);
      }
      return Math.addExact(last, 1);
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException("shape " + shape + " is larger than any file", overflow);
    }
  }

  private static long elements(List<Long> shape) {
    long product = Long.BYTES; // an element's bytes at most
    for (long side : shape) {
      product = Math.multiplyExact(product, Math.max(1, side));
    }
    return shape.contains(0L) ? 0 : product / Long.BYTES;
  }

  /** The number of elements. */
  public long elements() {
    return elements(shape);
  }

  /** The bytes of the tensor that {@link #read} gives. */
  public long bytesRead() {
    return elements() * type.readAs().bytes();
  }

  /**
   * The elements in a row, as F32 (from half and double precision too), BF16 or I64 (from every
   * other integer type too): the mapped bytes themselves where they are that already, otherwise a
   * copy that lives as long as {@code arena}.
   */
  public TensorView read(Arena arena) {
    boolean asTheyAre = type.bytes() == type.readAs().bytes() && type != StorageType.FLOAT64;
    if (asTheyAre && order == ByteOrder.LITTLE_ENDIAN && isInARow()) {
      return new TensorView(type.readAs(), shape, storage.asSlice(0, bytesRead()));
    }
    MemorySegment copy = arena.allocate(bytesRead(), Long.BYTES);
    new ElementCopy(this, copy).run();
    return new TensorView(type.readAs(), shape, copy);
  }

  private boolean isInARow() {
    long expected = 1;
    for (int side = shape.size() - 1; side >= 0; side--) {
      if (shape.get(side) != 1 && strides.get(side) != expected) {
        return elements() == 0;
      }
      expected *= shape.get(side);
    }
    return true;
  }
}
