package dev.fovea.core.head;

import java.util.List;

/**
 * What the two subnets say about a batch, level by level, as it lies in the engine's memory. Also
 * the shape of the gradients that go back.
 *
 * @param images N
 * @param anchorsPerCell A
 * @param classes K
 * @param levels from the finest (P3) to the coarsest (P7)
 */
public record HeadOutputs(int images, int anchorsPerCell, int classes, List<LevelOutputs> levels) {
  public HeadOutputs {
    levels = List.copyOf(levels);
    for (LevelOutputs level : levels) {
      level.requireSize(images, anchorsPerCell, classes);
    }
  }
}
