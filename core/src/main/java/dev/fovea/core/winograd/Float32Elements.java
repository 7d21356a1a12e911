package dev.fovea.core.winograd;

import static dev.fovea.core.winograd.Filtering.FLOATS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Runs of float32. */
final class Float32Elements implements Elements {
  private final float[] addends;

  Float32Elements(int most) {
    addends = new float[most];
  }

  @Override
  public void read(MemorySegment memory, long from, float[] target, int at, int count) {
    MemorySegment.copy(memory, JAVA_FLOAT_UNALIGNED, from * Float.BYTES, target, at, count);
  }

  @Override
  public void add(MemorySegment memory, long from, float[] sums, int at, int count) {
    read(memory, from, addends, 0, count);
    for (int i = 0; i < count; i += FLOATS.length()) {
      Filtering.read(sums, at + i).add(Filtering.read(addends, i)).intoArray(sums, at + i);
    }
  }

  @Override
  public void write(float[] source, int at, MemorySegment memory, long to, int count) {
    MemorySegment.copy(source, at, memory, JAVA_FLOAT_UNALIGNED, to * Float.BYTES, count);
  }
}
