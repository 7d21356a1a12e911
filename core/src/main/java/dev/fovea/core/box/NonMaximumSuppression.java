package dev.fovea.core.box;

import java.util.Arrays;

/**
 * Greedy suppression of boxes that overlap a better one of their class.
 *
 * <p>Boxes are taken by falling score; each is compared only to the boxes of its class that were
 * kept, so the cost is candidates × kept. As torchvision's kernel: {@code IoU > threshold}
 * suppresses, equal does not. Unlike torchvision's {@code batched_nms}, no offset is added to the
 * coordinates, which would round them.
 */
public final class NonMaximumSuppression {
  private NonMaximumSuppression() {}

  /**
   * Rows of the boxes that stay, highest score first; of equal scores the lower row comes first.
   *
   * @param boxes {@code [N, 4]}
   * @param scores {@code [N]}, in any monotone scale (logits as well)
   * @param classes {@code [N]}, from 0
   * @param threshold IoU above which the lower score goes
   * @param limit at most so many stay
   */
  public static int[] keep(
      float[] boxes, float[] scores, int[] classes, double threshold, int limit) {
    int[] kept = new int[Math.min(limit, scores.length)];
    KeptBoxes[] keptOfClass = new KeptBoxes[Arrays.stream(classes).max().orElse(0) + 1];
    int count = 0;
    for (int candidate : byFallingScore(scores)) {
      if (count == kept.length) {
        break;
      }
      int index = classes[candidate];
      if (keptOfClass[index] == null) {
        keptOfClass[index] = new KeptBoxes();
      }
      if (!keptOfClass[index].suppress(boxes, candidate, threshold)) {
        keptOfClass[index].add(boxes, candidate);
        kept[count++] = candidate;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static int[] byFallingScore(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      // Ascending keys: the score's complement above, the row below.
      keys[i] = (long) ~Ordered.bits(scores[i]) << 32 | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
