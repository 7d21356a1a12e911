package dev.fovea.core.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxCoderTest {
  private static final BoxCoder CODER = BoxCoder.DEFAULT;

  @Test
  void deltasAreShiftsInAnchorSizesThenLogarithmsOfTheGrowth() {
    float[] deltas = new float[4];
    CODER.encode(new float[] {10, 20, 30, 60}, 0, new float[] {20, 20, 60, 40}, 0, deltas);
    // Anchor: centre 20, 40, size 20 × 40; box: centre 40, 30, size 40 × 20.
    assertThat(deltas).containsExactly(1f, -0.25f, (float) Math.log(2), (float) Math.log(0.5));
  }

  @Test
  void decodingUndoesEncoding() {
    Random random = new Random(3);
    float[] deltas = new float[4];
    for (int round = 0; round < 1000; round++) {
      float[] anchor = box(random);
      float[] box = box(random);
      float[] decoded = new float[8];
      CODER.encode(anchor, 0, box, 0, deltas);
      CODER.decode(anchor, 0, deltas, decoded, 1);
      for (int i = 0; i < 4; i++) {
        assertThat(decoded[4 + i]).as("seed 3, round %d", round).isCloseTo(box[i], within(2e-3f));
      }
    }
  }

  private static float[] box(Random random) {
    float x = random.nextFloat(800);
    float y = random.nextFloat(800);
    return new float[] {x, y, x + 10 + random.nextFloat(400), y + 10 + random.nextFloat(400)};
  }

  @Test
  void zeroDeltasGiveTheAnchor() {
    float[] boxes = new float[4];
    CODER.decode(new float[] {0, 0, 1, 1, -23, -11, 23, 11}, 1, new float[4], boxes, 0);
    assertThat(boxes).containsExactly(-23, -11, 23, 11);
  }

  @Test
  void growthIsLimitedToAThousandSixteenths() {
    float[] boxes = new float[4];
    CODER.decode(new float[] {-8, -8, 8, 8}, 0, new float[] {0, 0, 80, 1e30f}, boxes, 0);
    assertThat(boxes[2] - boxes[0]).isCloseTo(1000, within(1e-3f));
    assertThat(boxes[3] - boxes[1]).isCloseTo(1000, within(1e-3f));
  }

  @Test
  void shrinkingIsLimitedWhereBothWaysAre() {
    float[] anchor = {-500, -500, 500, 500};
    float[] boxes = new float[8];
    BoxCoder.SYMMETRIC.decode(anchor, 0, new float[] {0, 0, -5, 1e30f}, boxes, 0);
    assertThat(boxes[2] - boxes[0]).isCloseTo(16, within(1e-3f));
    assertThat(boxes[3] - boxes[1]).isCloseTo(62_500, within(1e-1f));
    CODER.decode(anchor, 0, new float[] {0, 0, -5, 0}, boxes, 1);
    assertThat(boxes[6] - boxes[4]).isCloseTo((float) (1000 * Math.exp(-5)), within(1e-3f));
  }

  @Test
  void decodingNothingGivesNothing() {
    float[] boxes = new float[4];
    BoxCoder.SYMMETRIC.decode(
        new float[] {0, 0, 1, 1}, 0, new float[] {0, 0, Float.NaN, 0}, boxes, 0);
    assertThat(boxes[0]).isNaN();
  }

  @Test
  void limitsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new BoxCoder(0, Float.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new BoxCoder(1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
