package dev.fovea.core.head;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One pyramid level's logits and box deltas (or the gradients with respect to them), channels-last.
 *
 * <p>The segments are views: whoever made them keeps the memory alive.
 *
 * @param height H, cells
 * @param width W, cells
 * @param logits {@code [N, H, W, A, K]}, raw (before any sigmoid)
 * @param deltas {@code [N, H, W, A, 4]}: dx, dy, dw, dh
 * @param type of both
 */
public record LevelOutputs(
    int height, int width, MemorySegment logits, MemorySegment deltas, ElementType type) {
  void requireSize(long images, long anchors, long classes) {
    long cells = images * height * width * anchors;
    require("logits", logits, cells * classes);
    require("deltas", deltas, cells * 4);
  }

  private void require(String what, MemorySegment segment, long elements) {
    if (segment.byteSize() != elements * type.bytes()) {
      throw new IllegalArgumentException(
          what + " hold " + segment.byteSize() + " bytes, not " + elements + " × " + type);
    }
  }

  /** Element {@code index} of {@code segment} as a float. */
  public float get(MemorySegment segment, long index) {
    return type == ElementType.FLOAT32
        ? segment.getAtIndex(ValueLayout.JAVA_FLOAT, index)
        : ElementType.fromBfloat16(segment.getAtIndex(ValueLayout.JAVA_SHORT, index));
  }

  /** Writes {@code value} to element {@code index} of {@code segment}, rounded to the type. */
  public void set(MemorySegment segment, long index, float value) {
    if (type == ElementType.FLOAT32) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    } else {
      segment.setAtIndex(ValueLayout.JAVA_SHORT, index, ElementType.toBfloat16(value));
    }
  }
}
