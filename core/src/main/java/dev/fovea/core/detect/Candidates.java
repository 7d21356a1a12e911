package dev.fovea.core.detect;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Decoded boxes of one image, before suppression.
 *
 * @param boxes {@code [N, 4]}, pixels of the network's input
 * @param logits {@code [N]}
 * @param classes {@code [N]}
 */
record Candidates(float[] boxes, float[] logits, int[] classes) {
  /** Those whose boxes have an area, in the same order. */
  Candidates withoutEmpty() {
    int[] full = IntStream.range(0, logits.length).filter(this::hasArea).toArray();
    float[] left = new float[4 * full.length];
    float[] scores = new float[full.length];
    for (int i = 0; i < full.length; i++) {
      System.arraycopy(boxes, 4 * full[i], left, 4 * i, 4);
      scores[i] = logits[full[i]];
    }
    return new Candidates(left, scores, Arrays.stream(full).map(i -> classes[i]).toArray());
  }

  private boolean hasArea(int index) {
    int at = 4 * index;
    return boxes[at + 2] > boxes[at] && boxes[at + 3] > boxes[at + 1];
  }
}
