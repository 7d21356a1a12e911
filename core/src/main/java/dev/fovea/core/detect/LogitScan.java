package dev.fovea.core.detect;

import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Collects the logits of one image and level that reach a threshold.
 *
 * <p>Reads every logit once, 2 or 4 bytes each: the memory's bandwidth is the limit. Blocks are
 * copied to an array that stays in the first cache, so that the loop over it has neither bounds nor
 * scope checks.
 */
final class LogitScan {
  private static final int BLOCK = 2048;

  private LogitScan() {}

  /** Offers the logits {@code [from, from + count)} of a level under positions from 0. */
  static void scan(LevelOutputs level, long from, int count, TopCandidates candidates) {
    if (level.type() == ElementType.FLOAT32) {
      scanFloat32(level.logits(), from, count, candidates);
    } else {
      scanBfloat16(level.logits(), from, count, candidates);
    }
  }

  private static void scanFloat32(
      MemorySegment logits, long from, int count, TopCandidates candidates) {
    float[] block = new float[BLOCK];
    for (int start = 0; start < count; start += BLOCK) {
      int length = Math.min(BLOCK, count - start);
      MemorySegment.copy(
          logits, ValueLayout.JAVA_FLOAT, (from + start) * Float.BYTES, block, 0, length);
      float least = candidates.least();
      for (int i = 0; i < length; i++) {
        // False for NaN.
        if (block[i] >= least) {
          candidates.add(block[i], start + i);
          least = candidates.least();
        }
      }
    }
  }

  private static void scanBfloat16(
      MemorySegment logits, long from, int count, TopCandidates candidates) {
    short[] block = new short[BLOCK];
    for (int start = 0; start < count; start += BLOCK) {
      int length = Math.min(BLOCK, count - start);
      MemorySegment.copy(
          logits, ValueLayout.JAVA_SHORT, (from + start) * Short.BYTES, block, 0, length);
      float least = candidates.least();
      for (int i = 0; i < length; i++) {
        float logit = ElementType.fromBfloat16(block[i]);
        if (logit >= least) {
          candidates.add(logit, start + i);
          least = candidates.least();
        }
      }
    }
  }
}
