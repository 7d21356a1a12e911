package dev.fovea.core.anchor;

import dev.fovea.core.anchor.MatchingSettings.LowQuality;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What matching means, written with the whole matrix of IoUs: the oracle of AnchorMatcher. */
final class DenseMatcher {
  private static final int BACKGROUND = -1;
  private static final int IGNORED = -2;

  private final MatchingSettings settings;
  private final float[] anchors;
  private final TruthBoxes truth;
  private final int count;
  private final float[][] iou;
  private final int[] best;
  private final int[] label;

  DenseMatcher(MatchingSettings settings, AnchorGrid grid, TruthBoxes truth) {
    this.settings = settings;
    this.anchors = grid.boxes();
    this.truth = truth;
    count = anchors.length / 4;
    iou = new float[truth.count()][count];
    best = new int[count];
    label = new int[count];
  }

  Matches match() {
    for (int box = 0; box < truth.count(); box++) {
      for (int anchor = 0; anchor < count; anchor++) {
        float shared = shared(truth.boxes(), box, anchor);
        float union = area(truth.boxes(), box) + area(anchors, anchor) - shared;
        iou[box][anchor] = shared > 0 ? shared / union : 0;
      }
    }
    for (int anchor = 0; anchor < count; anchor++) {
      for (int box = 1; box < truth.count(); box++) {
        best[anchor] = iou[box][anchor] > iou[best[anchor]][anchor] ? box : best[anchor];
      }
      float value = value(anchor);
      label[anchor] =
          value >= settings.foreground()
              ? best[anchor]
              : value < settings.background() ? BACKGROUND : IGNORED;
    }
    int counted = lowQuality();
    ignore();
    int[] positive = IntStream.range(0, count).filter(a -> label[a] >= 0).toArray();
    return new Matches(
        positive,
        Arrays.stream(positive).map(a -> label[a]).toArray(),
        IntStream.range(0, count).filter(a -> label[a] == IGNORED).toArray(),
        positive.length + counted);
  }

  private int lowQuality() {
    boolean[] counted = new boolean[count];
    for (int box = 0; box < truth.count(); box++) {
      float highest = 0;
      for (float value : iou[box]) {
        highest = Math.max(highest, value);
      }
      for (int anchor = 0; anchor < count; anchor++) {
        if (highest == 0 || iou[box][anchor] != highest) {
          continue;
        }
        if (settings.lowQuality() == LowQuality.BOX_BEST) {
          label[anchor] = box;
        } else if (settings.lowQuality() == LowQuality.ANCHOR_BEST) {
          label[anchor] = best[anchor];
        } else if (settings.lowQuality() == LowQuality.DIVISOR_ONLY) {
          if (value(anchor) < settings.background()) {
            counted[anchor] = true;
          } else {
            label[anchor] = best[anchor];
          }
        }
      }
    }
    return (int) IntStream.range(0, count).filter(a -> counted[a]).count();
  }

  private void ignore() {
    for (int region = 0; region < truth.ignored().length / 4; region++) {
      for (int anchor = 0; anchor < count; anchor++) {
        float part = shared(truth.ignored(), region, anchor) / area(anchors, anchor);
        if (part >= settings.ignoreCoverage() && label[anchor] < 0) {
          label[anchor] = IGNORED;
        }
      }
    }
  }

  private float value(int anchor) {
    return truth.count() == 0 ? 0 : iou[best[anchor]][anchor];
  }

  private float shared(float[] boxes, int box, int anchor) {
    int b = 4 * box;
    int a = 4 * anchor;
    float width = Math.min(boxes[b + 2], anchors[a + 2]) - Math.max(boxes[b], anchors[a]);
    float height = Math.min(boxes[b + 3], anchors[a + 3]) - Math.max(boxes[b + 1], anchors[a + 1]);
    return Math.max(width, 0) * Math.max(height, 0);
  }

  private static float area(float[] boxes, int box) {
    int b = 4 * box;
    return (boxes[b + 2] - boxes[b]) * (boxes[b + 3] - boxes[b + 1]);
  }
}
