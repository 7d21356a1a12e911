package dev.fovea.core.loss;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory for tests; the garbage collector frees it. */
final class Buffers {
  private Buffers() {}

  static MemorySegment empty(int count, ElementType type) {
    return Arena.ofAuto()
        .allocate(Math.max(1, count) * (long) type.bytes(), 64)
        .asSlice(0, count * (long) type.bytes());
  }

  /** The logits, rounded to the type, with gradients full of a value no test expects. */
  static LogitBuffers of(float[] logits, ElementType type) {
    LogitBuffers pen =
        new LogitBuffers(empty(logits.length, type), empty(logits.length, type), type);
    LogitBuffers swapped = new LogitBuffers(pen.gradients(), pen.logits(), type);
    for (int i = 0; i < logits.length; i++) {
      swapped.putGradient(i, logits[i]);
      pen.putGradient(i, 12345f);
    }
    return pen;
  }

  static float gradient(LogitBuffers buffers, long index) {
    return new LogitBuffers(buffers.gradients(), buffers.logits(), buffers.type()).logit(index);
  }
}
