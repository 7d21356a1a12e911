package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import java.util.Arrays;

/**
 * The anchors of one image that are not background, in ascending order.
 *
 * @param anchors positive or ignored
 * @param classes the class of each positive anchor, {@link #IGNORED} for each ignored one
 */
record SpecialAnchors(int[] anchors, int[] classes) {
  static final int IGNORED = -1;

  /** Merges both lists; {@code count} is the number of the image's anchors, K that of classes. */
  static SpecialAnchors of(LabelledImage labelled, int count, int classes) {
    Matches matches = labelled.matches();
    int[] positives = matches.anchors();
    int[] ignored = matches.ignored();
    SpecialAnchors merged =
        new SpecialAnchors(
            new int[positives.length + ignored.length], new int[positives.length + ignored.length]);
    int positive = 0;
    int ignoring = 0;
    for (int i = 0; i < merged.anchors.length; i++) {
      if (ignoring == ignored.length
          || positive < positives.length && positives[positive] < ignored[ignoring]) {
        merged.anchors[i] = positives[positive];
        merged.classes[i] = labelled.truth().classes()[matches.boxes()[positive++]];
        requireBelow("class", merged.classes[i], classes);
      } else {
        merged.anchors[i] = ignored[ignoring++];
        merged.classes[i] = IGNORED;
      }
      requireBelow("anchor", merged.anchors[i], count);
      if (i > 0 && merged.anchors[i] <= merged.anchors[i - 1]) {
        throw new IllegalArgumentException(
            "anchor "
                + merged.anchors[i]
                + " follows "
                + merged.anchors[i - 1]
                + "; matches must be ascending, each anchor once");
      }
    }
    return merged;
  }

  private static void requireBelow(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(what + " " + index + " is outside 0 … " + (count - 1));
    }
  }

  /** The place of the first anchor of at least {@code anchor}. */
  int firstFrom(int anchor) {
    int place = Arrays.binarySearch(anchors, anchor);
    return place >= 0 ? place : -place - 1;
  }
}
