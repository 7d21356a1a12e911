package dev.fovea.core.anchor;

import java.util.Arrays;

/** The labels of all anchors while one image is matched; cleared for the next in sparse time. */
final class MatchLabels {
  private static final int BACKGROUND = -1;
  private static final int IGNORED = -2;

  private final int[] label;
  private final int[] best;
  private final float[] bestIou;
  private IntList touched = new IntList();

  MatchLabels(int anchors) {
    label = new int[anchors];
    best = new int[anchors];
    bestIou = new float[anchors];
    Arrays.fill(label, BACKGROUND);
    Arrays.fill(best, BACKGROUND);
  }

  boolean fits(int anchors) {
    return label.length >= anchors;
  }

  /** An anchor overlaps a box by the lower threshold or more; earlier boxes win ties. */
  void offer(int anchor, int box, float iou) {
    if (iou > bestIou[anchor]) {
      if (best[anchor] == BACKGROUND) {
        touch(anchor);
      }
      best[anchor] = box;
      bestIou[anchor] = iou;
    }
  }

  /** Whether some box overlaps the anchor by the lower threshold or more. */
  boolean isTouched(int anchor) {
    return best[anchor] != BACKGROUND;
  }

  /** The box that such an anchor overlaps most. */
  int best(int anchor) {
    return best[anchor];
  }

  /** Labels what has been offered. */
  void threshold(float foreground) {
    for (int i = 0; i < touched.count(); i++) {
      int anchor = touched.get(i);
      label[anchor] = bestIou[anchor] >= foreground ? best[anchor] : IGNORED;
    }
  }

  void assign(int anchor, int box) {
    if (label[anchor] == BACKGROUND) {
      touch(anchor);
    }
    label[anchor] = box;
  }

  void ignoreUnlessPositive(int anchor) {
    if (label[anchor] == BACKGROUND) {
      touch(anchor);
      label[anchor] = IGNORED;
    }
  }

  /**
   * The result.
   *
   * @param counted anchors that count in the divisor without being positive
   */
  Matches matches(int counted) {
    IntList anchors = new IntList();
    IntList boxes = new IntList();
    IntList ignored = new IntList();
    for (int anchor : touched.sorted()) {
      if (label[anchor] == IGNORED) {
        ignored.add(anchor);
      } else {
        anchors.add(anchor);
        boxes.add(label[anchor]);
      }
    }
    return new Matches(
        anchors.toArray(), boxes.toArray(), ignored.toArray(), anchors.count() + counted);
  }

  void clear() {
    for (int i = 0; i < touched.count(); i++) {
      int anchor = touched.get(i);
      label[anchor] = BACKGROUND;
      best[anchor] = BACKGROUND;
      bestIou[anchor] = 0;
    }
    // A whole-image ignore region makes the list long: a new one lets that memory go.
    touched = new IntList();
  }

  private void touch(int anchor) {
    touched.add(anchor);
  }
}
