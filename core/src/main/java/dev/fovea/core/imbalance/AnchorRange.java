package dev.fovea.core.imbalance;

import java.util.Arrays;

/**
 * Neighbouring anchors of one level.
 *
 * @param first index among all levels' anchors of the image
 * @param count how many
 * @param firstLogit index in the level's memory of the first one's first logit
 */
record AnchorRange(int first, int count, long firstLogit) {
  /** Cut into {@code parts} of nearly equal length; this is the one at {@code index}. */
  AnchorRange part(int index, int parts, int classes) {
    int begin = (int) ((long) count * index / parts);
    int end = (int) ((long) count * (index + 1) / parts);
    return new AnchorRange(first + begin, end - begin, firstLogit + (long) begin * classes);
  }

  /** The place of the first of {@code anchors}, which ascend, that is at least {@code anchor}. */
  static int firstFrom(int[] anchors, int anchor) {
    int place = Arrays.binarySearch(anchors, anchor);
    return place >= 0 ? place : -place - 1;
  }
}
