package dev.fovea.core.loss;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;

/** Runs of logits into an array of floats, runs of gradients back. */
final class ElementCopy {
  private ElementCopy() {}

  /** Logits {@code from … from + count − 1} into the beginning of {@code target}. */
  static void read(LogitBuffers buffers, long from, float[] target, int count) {
    if (buffers.type() == ElementType.FLOAT32) {
      MemorySegment.copy(
          buffers.logits(), JAVA_FLOAT_UNALIGNED, from * Float.BYTES, target, 0, count);
      return;
    }
    short[] bits = new short[count];
    MemorySegment.copy(
        buffers.logits(), JAVA_SHORT_UNALIGNED, from * Short.BYTES, bits, 0, count);
    for (int i = 0; i < count; i++) {
      target[i] = ElementType.fromBfloat16(bits[i]);
    }
  }

  /** The beginning of {@code source} to the gradients {@code from … from + count − 1}. */
  static void write(float[] source, int count, LogitBuffers buffers, long from) {
    if (buffers.type() == ElementType.FLOAT32) {
      MemorySegment.copy(
          source, 0, buffers.gradients(), JAVA_FLOAT_UNALIGNED, from * Float.BYTES, count);
      return;
    }
    short[] bits = new short[count];
    for (int i = 0; i < count; i++) {
      bits[i] = ElementType.toBfloat16(source[i]);
    }
    MemorySegment.copy(
        bits, 0, buffers.gradients(), JAVA_SHORT_UNALIGNED, from * Short.BYTES, count);
  }
}
