package dev.fovea.core.winograd;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * Runs of numbers in memory into arrays of floats and back, for one thread. In arrays, numbers up
 * to the next multiple of 16 may change as well.
 */
interface Elements {
  /**
   * For memory of a type.
   *
   * @param most elements in a run, a multiple of 16
   */
  static Elements of(ElementType type, int most) {
    return switch (type) {
      case FLOAT32 -> new Float32Elements(most);
      case BFLOAT16 -> new Bfloat16Elements(most);
    };
  }

  void read(MemorySegment memory, long from, float[] target, int at, int count);

  void add(MemorySegment memory, long from, float[] sums, int at, int count);

  void write(float[] source, int at, MemorySegment memory, long to, int count);
}
