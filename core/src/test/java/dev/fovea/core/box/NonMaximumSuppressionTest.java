package dev.fovea.core.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonMaximumSuppressionTest {
  private static final int ALL = Integer.MAX_VALUE;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void keepsWhatTheNaiveVersionKeeps(int seed) {
    for (float threshold : new float[] {0.2f, 0.5f, 0.8f}) {
      Random random = new Random(seed);
      int count = 200;
      float[] boxes = new float[4 * count];
      float[] scores = new float[count];
      int[] classes = new int[count];
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < 4; c++) {
          boxes[4 * i + c] = c < 2 ? random.nextFloat(100) : boxes[4 * i + c - 2] + 50;
        }
        // Coarse scores, so that there are ties.
        scores[i] = random.nextInt(60) / 60f;
        classes[i] = random.nextInt(4);
      }
      placeBesideTheThreshold(boxes, threshold);
      assertThat(NonMaximumSuppression.keep(boxes, scores, classes, threshold, ALL))
          .as("seed %d, threshold %s", seed, threshold)
          .containsExactly(naive(boxes, scores, classes, threshold));
    }
  }

  /** Puts the second box over the first with an IoU just above the threshold, a third below. */
  private static void placeBesideTheThreshold(float[] boxes, float threshold) {
    for (int i = 1; i < 3; i++) {
      float iou = threshold + (i == 1 ? 1e-4f : -1e-4f);
      boxes[4 * i] = boxes[0];
      boxes[4 * i + 1] = boxes[1];
      boxes[4 * i + 2] = boxes[0] + 50 * iou;
      boxes[4 * i + 3] = boxes[3];
    }
  }

  /** Strikes out, from the best downwards, every later box of the class that overlaps too much. */
  private static int[] naive(float[] boxes, float[] scores, int[] classes, float threshold) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
    order.sort(Comparator.comparing((Integer i) -> scores[i]).reversed());
    for (int i = 0; i < order.size(); i++) {
      int better = order.get(i);
      order
          .subList(i + 1, order.size())
          .removeIf(
              other ->
                  classes[other] == classes[better] && overlap(boxes, better, other) > threshold);
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static float overlap(float[] boxes, int i, int j) {
    float width =
        Math.min(boxes[4 * i + 2], boxes[4 * j + 2]) - Math.max(boxes[4 * i], boxes[4 * j]);
    float height =
        Math.min(boxes[4 * i + 3], boxes[4 * j + 3]) - Math.max(boxes[4 * i + 1], boxes[4 * j + 1]);
    float shared = Math.max(0, width) * Math.max(0, height);
    return shared / (area(boxes, i) + area(boxes, j) - shared);
  }

  private static float area(float[] boxes, int i) {
    return (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1]);
  }

  @Test
  void anIouEqualToTheThresholdStays() {
    float[] boxes = {0, 0, 10, 10, 0, 0, 10, 5};
    float[] scores = {0.9f, 0.8f};
    assertThat(NonMaximumSuppression.keep(boxes, scores, new int[2], 0.5, ALL))
        .containsExactly(0, 1);
    assertThat(NonMaximumSuppression.keep(boxes, scores, new int[2], 0.4999, ALL))
        .containsExactly(0);
  }

  @Test
  void classesDoNotSuppressEachOther() {
    float[] boxes = {0, 0, 10, 10, 0, 0, 10, 10};
    assertThat(
            NonMaximumSuppression.keep(boxes, new float[] {0.3f, 0.4f}, new int[] {7, 2}, 0.5, ALL))
        .containsExactly(1, 0);
  }

  @Test
  void aSuppressedBoxSuppressesNothing() {
    float[] boxes = {0, 0, 10, 10, 4, 0, 14, 10, 8, 0, 18, 10};
    float[] scores = {0.9f, 0.8f, 0.7f};
    assertThat(NonMaximumSuppression.keep(boxes, scores, new int[3], 0.4, ALL))
        .containsExactly(0, 2);
  }

  @Test
  void theLimitKeepsTheBestFirstOfTies() {
    float[] boxes = {0, 0, 1, 1, 2, 0, 3, 1, 4, 0, 5, 1};
    float[] scores = {-2f, -0f, 0f};
    assertThat(NonMaximumSuppression.keep(boxes, scores, new int[3], 0.5, 2)).containsExactly(1, 2);
  }

  @Test
  void nothingStaysOfNothing() {
    assertThat(NonMaximumSuppression.keep(new float[0], new float[0], new int[0], 0.5, 9))
        .isEmpty();
  }
}
