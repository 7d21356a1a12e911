package dev.fovea.core.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxesTest {
  private static final float[] PAIR = {0, 0, 10, 10, 5, 0, 15, 10};

  @Test
  void iouOfHalfOverlappingSquaresIsAThird() {
    assertThat(Boxes.intersection(PAIR, 0, PAIR, 1)).isEqualTo(50);
    assertThat(Boxes.iou(PAIR, 0, PAIR, 1)).isEqualTo(50f / 150f);
    assertThat(Boxes.coverage(PAIR, 0, PAIR, 1)).isEqualTo(0.5f);
  }

  @Test
  void touchingDisjointOrEmptyBoxesHaveIouZero() {
    float[] boxes = {0, 0, 10, 10, 10, 0, 20, 10, 30, 30, 40, 40, 5, 5, 5, 5, 8, 8, 2, 2};
    for (int i = 1; i < 5; i++) {
      assertThat(Boxes.iou(boxes, 0, boxes, i)).as("box %d", i).isZero();
    }
    assertThat(Boxes.iou(boxes, 3, boxes, 3)).isZero();
    assertThat(Boxes.isEmpty(boxes, 0)).isFalse();
    assertThat(Boxes.isEmpty(boxes, 3)).isTrue();
    assertThat(Boxes.isEmpty(boxes, 4)).isTrue();
  }

  @Test
  void iouCountsTheSharedPixelsOfIntegerBoxes() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      float[] boxes = new float[8];
      for (int i = 0; i < 8; i++) {
        boxes[i] = i % 4 < 2 ? random.nextInt(12) : boxes[i - 2] + 1 + random.nextInt(12);
      }
      int shared = 0;
      int either = 0;
      for (int pixel = 0; pixel < 24 * 24; pixel++) {
        boolean first = holds(boxes, 0, pixel % 24, pixel / 24);
        boolean second = holds(boxes, 4, pixel % 24, pixel / 24);
        shared += first && second ? 1 : 0;
        either += first || second ? 1 : 0;
      }
      assertThat(Boxes.iou(boxes, 0, boxes, 1))
          .as("seed 11, round %d", round)
          .isEqualTo((float) shared / either);
    }
  }

  private static boolean holds(float[] boxes, int at, int x, int y) {
    return x >= boxes[at] && x < boxes[at + 2] && y >= boxes[at + 1] && y < boxes[at + 3];
  }

  @Test
  void clippingMovesCornersIntoTheImage() {
    float[] boxes = {-5, 3, 700, 500, 900, -9, 950, -1};
    Boxes.clip(boxes, 0, 640, 480);
    Boxes.clip(boxes, 1, 640, 480);
    assertThat(boxes).containsExactly(0, 3, 640, 480, 640, 0, 640, 0);
  }

  @Test
  void orderedBitsGrowWithTheFloat() {
    float[] ascending = {
      Float.NEGATIVE_INFINITY,
      -3.5f,
      -Float.MIN_VALUE,
      0f,
      Float.MIN_VALUE,
      2f,
      Float.POSITIVE_INFINITY
    };
    for (int i = 0; i < ascending.length; i++) {
      assertThat(Ordered.value(Ordered.bits(ascending[i]))).isEqualTo(ascending[i]);
      if (i > 0) {
        assertThat(Ordered.bits(ascending[i])).isGreaterThan(Ordered.bits(ascending[i - 1]));
      }
    }
    assertThat(Ordered.bits(-0f)).isEqualTo(Ordered.bits(0f));
  }
}
