package dev.fovea.core.loss;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * The memory that a kernel reads logits from, with the memory for their gradients.
 *
 * <p>Both are views: whoever made them keeps the memory alive.
 *
 * @param logits raw
 * @param gradients as long as {@code logits}, or of length 0 where only values are asked for
 * @param type of both
 */
public record LogitBuffers(MemorySegment logits, MemorySegment gradients, ElementType type) {
  public LogitBuffers {
    if (gradients.byteSize() != 0 && gradients.byteSize() != logits.byteSize()) {
      throw new IllegalArgumentException(
          "gradients hold "
              + gradients.byteSize()
              + " bytes, but the logits "
              + logits.byteSize()
              + "; equal sizes are accepted, or 0 for values alone");
    }
  }

  /** Logits whose gradients nobody asks for. */
  public static LogitBuffers valuesOnly(MemorySegment logits, ElementType type) {
    return new LogitBuffers(logits, MemorySegment.NULL, type);
  }

  /** Whether gradients are to be written. */
  public boolean wantsGradients() {
    return gradients.byteSize() != 0;
  }

  /** The logit at {@code index}. */
  public float logit(long index) {
    return type == ElementType.FLOAT32
        ? logits.get(JAVA_FLOAT_UNALIGNED, index * Float.BYTES)
        : ElementType.fromBfloat16(logits.get(JAVA_SHORT_UNALIGNED, index * Short.BYTES));
  }

  /** Writes the gradient at {@code index}, rounded to the type, where gradients are wanted. */
  public void putGradient(long index, float value) {
    if (!wantsGradients()) {
      return;
    }
    if (type == ElementType.FLOAT32) {
      gradients.set(JAVA_FLOAT_UNALIGNED, index * Float.BYTES, value);
    } else {
      short bits = ElementType.toBfloat16(value);
      gradients.set(JAVA_SHORT_UNALIGNED, index * Short.BYTES, bits);
    }
  }

  /** Sets {@code count} gradients from {@code from} on to 0, where gradients are wanted. */
  public void clearGradients(long from, long count) {
    if (wantsGradients()) {
      gradients.asSlice(from * type.bytes(), count * type.bytes()).fill((byte) 0);
    }
  }
}
