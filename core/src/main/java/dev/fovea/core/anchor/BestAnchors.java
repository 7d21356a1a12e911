package dev.fovea.core.anchor;

import java.util.BitSet;

/** For each truth box the anchors that tie for its best IoU. */
final class BestAnchors {
  private final IntList anchors = new IntList();
  private final IntList boxes = new IntList();
  private final BitSet seen = new BitSet();
  private int box;
  private int start;
  private float best;

  /** From now on anchors are offered for {@code newBox}. */
  void start(int newBox) {
    box = newBox;
    start = anchors.count();
    best = 0;
  }

  /** Keeps the anchor if none was better; an IoU of 0 is nobody's best. */
  void offer(int anchor, float iou) {
    if (iou > best) {
      anchors.shortenTo(start);
      boxes.shortenTo(start);
      best = iou;
    }
    if (iou == best && iou > 0) {
      anchors.add(anchor);
      boxes.add(box);
    }
  }

  int count() {
    return anchors.count();
  }

  int anchor(int index) {
    return anchors.get(index);
  }

  int box(int index) {
    return boxes.get(index);
  }

  /** Whether this is asked for the first time about the anchor at {@code index}. */
  boolean firstTime(int index) {
    boolean first = !seen.get(anchors.get(index));
    seen.set(anchors.get(index));
    return first;
  }
}
