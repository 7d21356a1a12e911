package dev.fovea.core.loss;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.S2I;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Runs of logits into an array of floats, runs of gradients back, by way of whole vectors. */
final class VectorElementCopy {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();
  private static final int INFINITY_BITS = 0x7f800000;

  /** bf16 on its way; unused for float32. */
  private final short[] halves;

  /**
   * For one thread.
   *
   * @param length the most at a time, a multiple of the lanes
   */
  VectorElementCopy(ElementType type, int length) {
    this.halves = new short[type == ElementType.BFLOAT16 ? length : 0];
  }

  /** Logits {@code from … from + count − 1} into {@code target}; what follows is undefined. */
  void read(LogitBuffers buffers, long from, float[] target, int count) {
    MemorySegment logits = buffers.logits();
    if (buffers.type() == ElementType.FLOAT32) {
      MemorySegment.copy(logits, JAVA_FLOAT_UNALIGNED, from * Float.BYTES, target, 0, count);
      return;
    }
    MemorySegment.copy(logits, JAVA_SHORT_UNALIGNED, from * Short.BYTES, halves, 0, count);
    widen(halves, target, count);
  }

  /** The beginning of {@code source} to the gradients {@code from … from + count − 1}. */
  void write(float[] source, int count, LogitBuffers buffers, long from) {
    MemorySegment gradients = buffers.gradients();
    if (buffers.type() == ElementType.FLOAT32) {
      MemorySegment.copy(source, 0, gradients, JAVA_FLOAT_UNALIGNED, from * Float.BYTES, count);
      return;
    }
    narrow(source, halves, count);
    MemorySegment.copy(halves, 0, gradients, JAVA_SHORT_UNALIGNED, from * Short.BYTES, count);
  }

  private static void widen(short[] source, float[] target, int count) {
    for (int i = 0; i < count; i += LANES) {
      ShortVector bits = ShortVector.fromArray(SHORTS, source, i);
      IntVector wide = (IntVector) bits.convertShape(S2I, INTS, 0);
      wide.lanewise(LSHL, 16).reinterpretAsFloats().intoArray(target, i);
    }
  }

  /** As {@link ElementType#toBfloat16}: nearest, ties to even; NaN stays NaN. */
  private static void narrow(float[] source, short[] target, int count) {
    for (int i = 0; i < count; i += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, source, i).reinterpretAsInts();
      IntVector upper = bits.lanewise(LSHR, 16);
      IntVector rounded = bits.add(upper.and(1)).add(0x7fff).lanewise(LSHR, 16);
      VectorMask<Integer> nan = bits.and(0x7fffffff).compare(GT, INFINITY_BITS);
      ShortVector half =
          (ShortVector) rounded.blend(upper.or(0x40), nan).convertShape(I2S, SHORTS, 0);
      half.intoArray(target, i);
    }
  }
}
