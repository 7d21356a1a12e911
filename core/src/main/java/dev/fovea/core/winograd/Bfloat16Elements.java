package dev.fovea.core.winograd;

import static dev.fovea.core.winograd.Filtering.FLOATS;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.S2I;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Runs of bfloat16. */
final class Bfloat16Elements implements Elements {
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();

  private final short[] halves;

  Bfloat16Elements(int most) {
    this.halves = new short[most];
  }

  @Override
  public void read(MemorySegment memory, long from, float[] target, int at, int count) {
    MemorySegment.copy(memory, JAVA_SHORT_UNALIGNED, from * Short.BYTES, halves, 0, count);
    for (int i = 0; i < count; i += LANES) {
      widened(halves, i).intoArray(target, at + i);
    }
  }

  @Override
  public void add(MemorySegment memory, long from, float[] sums, int at, int count) {
    MemorySegment.copy(memory, JAVA_SHORT_UNALIGNED, from * Short.BYTES, halves, 0, count);
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(FLOATS, sums, at + i).add(widened(halves, i)).intoArray(sums, at + i);
    }
  }

  /**
   * To the nearest, ties to even. A NaN stays one if its lower half is zero: one that arithmetic
   * makes, or that was read here.
   */
  @Override
  public void write(float[] source, int at, MemorySegment memory, long to, int count) {
    for (int i = 0; i < count; i += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, source, at + i).reinterpretAsInts();
      IntVector odd = bits.lanewise(LSHR, 16).and(1);
      IntVector rounded = bits.add(odd).add(0x7fff).lanewise(LSHR, 16);
      ((ShortVector) rounded.convertShape(I2S, SHORTS, 0)).intoArray(halves, i);
    }
    MemorySegment.copy(halves, 0, memory, JAVA_SHORT_UNALIGNED, to * Short.BYTES, count);
  }

  private static FloatVector widened(short[] halves, int at) {
    ShortVector bits = ShortVector.fromArray(SHORTS, halves, at);
    IntVector wide = (IntVector) bits.convertShape(S2I, INTS, 0);
    return wide.lanewise(LSHL, 16).reinterpretAsFloats();
  }
}
