package dev.fovea.core.detect;

import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.GridSize;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Made-up head outputs, the same as those of {@code record_detections.py}. */
final class SyntheticOutputs {
  private SyntheticOutputs() {}

  /** Logits from −7 to 1, deltas from −1 to 1. */
  static HeadOutputs of(AnchorGrid grid, int images, int classes, ElementType type) {
    HeadOutputs outputs = zeros(grid, images, classes, type);
    for (int index = 0; index < grid.levels(); index++) {
      LevelOutputs level = outputs.levels().get(index);
      for (long i = 0; i < level.logits().byteSize() / type.bytes(); i++) {
        level.set(level.logits(), i, number(i, 100 + index) * 8 - 7);
      }
      for (long i = 0; i < level.deltas().byteSize() / type.bytes(); i++) {
        level.set(level.deltas(), i, number(i, 200 + index) * 2 - 1);
      }
    }
    return outputs;
  }

  /** Logits and deltas of 0. */
  static HeadOutputs zeros(AnchorGrid grid, int images, int classes, ElementType type) {
    List<LevelOutputs> levels = new ArrayList<>();
    for (int index = 0; index < grid.levels(); index++) {
      GridSize size = grid.size(index);
      long anchors = (long) images * (grid.start(index + 1) - grid.start(index));
      Arena arena = Arena.ofAuto();
      levels.add(
          new LevelOutputs(
              size.height(),
              size.width(),
              arena.allocate(anchors * classes * type.bytes(), 64),
              arena.allocate(anchors * 4 * type.bytes(), 64),
              type));
    }
    return new HeadOutputs(images, grid.anchorsPerCell(), classes, levels);
  }

  /** 24 random bits as a fraction, exact in float. */
  private static float number(long index, int seed) {
    int h = (int) (index * 2654435761L + seed * 40503L);
    h ^= h >>> 15;
    h *= (int) 2246822519L;
    h ^= h >>> 13;
    h *= (int) 3266489917L;
    h ^= h >>> 16;
    return (h >>> 8) / 16777216f;
  }
}
