package dev.fovea.core.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.box.Boxes;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestOverlapTest {
  private static final int SIDE = 192;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isTheGreatestIouOverEveryAnchor(long seed) {
    Random random = new Random(seed);
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.torchvision(), SIDE, SIDE);
    float[] boxes = new float[4 * 50];
    for (int i = 0; i < boxes.length; i += 4) {
      boxes[i] = random.nextFloat() * SIDE - 10;
      boxes[i + 1] = random.nextFloat() * SIDE - 10;
      boxes[i + 2] = boxes[i] + (i == 0 ? 0 : random.nextFloat() * SIDE);
      boxes[i + 3] = boxes[i + 1] + random.nextFloat() * 40;
    }
    float[] naive = new float[boxes.length / 4];
    for (int box = 1; box < naive.length; box++) {
      for (int anchor = 0; anchor < grid.count(); anchor++) {
        naive[box] = Math.max(naive[box], Boxes.iou(boxes, box, grid.boxes(), anchor));
      }
    }
    assertThat(BestOverlap.of(grid, boxes)).as("seed %s", seed).isEqualTo(naive);
    float[] nearest = BestOverlap.nearest(AnchorGrid.levels(grid.settings(), SIDE, SIDE), boxes);
    for (int box = 0; box < naive.length; box++) {
      assertThat(nearest[box])
          .as("seed %s, box %s", seed, box)
          .isLessThanOrEqualTo(naive[box])
          .isCloseTo(naive[box], within(1e-5f));
    }
  }
}
