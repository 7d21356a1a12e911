package dev.fovea.core.anchor;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.MatchingSettings.LowQuality;
import dev.fovea.core.box.Boxes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Assigns anchors to truth boxes by IoU (paper, section 4, "Anchors").
 *
 * <p>Its labels are those of torchvision's {@code det_utils.Matcher} under {@link
 * MatchingSettings#torchvision}, but only anchors that can reach the lower threshold are looked at:
 * there is no anchors × boxes matrix. Of boxes with equal IoU the first wins. Empty boxes match
 * nothing. May be called from many threads at once; each takes working memory of a few bytes for
 * each anchor from a pool.
 */
public final class AnchorMatcher {
  private final MatchingSettings settings;
  private final Queue<MatchLabels> pool = new ConcurrentLinkedQueue<>();

  /** A matcher by these thresholds and conventions. */
  public AnchorMatcher(MatchingSettings settings) {
    this.settings = settings;
  }

  /**
   * Labels the anchors of one image.
   *
   * @param grid of the padded input that the image lies in
   * @param truth boxes in that input's pixels; they may reach out of it
   * @throws FoveaException when a coordinate is infinite or NaN
   */
  public Matches match(AnchorGrid grid, TruthBoxes truth) {
    requireFinite("Truth box", truth.boxes());
    requireFinite("Ignore region", truth.ignored());
    MatchLabels pooled = pool.poll();
    MatchLabels labels =
        pooled == null || !pooled.fits(grid.count()) ? new MatchLabels(grid.count()) : pooled;
    try {
      return match(grid, truth, labels);
    } finally {
      labels.clear();
      pool.add(labels);
    }
  }

  /** What is at hand while one image is matched. */
  private record Work(
      float[] anchors, float[] boxes, CellSearch search, MatchLabels labels, BestAnchors best) {}

  private Matches match(AnchorGrid grid, TruthBoxes truth, MatchLabels labels) {
    Work work =
        new Work(grid.boxes(), truth.boxes(), new CellSearch(grid), labels, new BestAnchors());
    for (int box = 0; box < truth.count(); box++) {
      if (!Boxes.isEmpty(truth.boxes(), box)) {
        overlap(work, box);
      }
    }
    labels.threshold(settings.foreground());
    int counted = lowQuality(work);
    for (int region = 0; region < truth.ignored().length / 4; region++) {
      if (!Boxes.isEmpty(truth.ignored(), region)) {
        ignore(work, truth.ignored(), region);
      }
    }
    return labels.matches(counted);
  }

  /** Notes the anchors that the box overlaps by the lower threshold, as well as its best ones. */
  private void overlap(Work work, int box) {
    boolean wantsBest = settings.lowQuality() != LowQuality.NONE;
    float background = settings.background();
    float least = background;
    if (wantsBest) {
      // All anchors at least as good as one that exists include the best and its ties.
      least = Math.min(background, work.search.nearestIou(work.boxes, box));
    }
    work.best.start(box);
    work.search.byIou(
        work.boxes,
        box,
        least,
        anchor -> {
          float iou = Boxes.iou(work.boxes, box, work.anchors, anchor);
          if (iou >= background) {
            work.labels.offer(anchor, box, iou);
          }
          if (wantsBest) {
            work.best.offer(anchor, iou);
          }
        });
  }

  /** Applies the best anchors of every box; gives the number that only count in the divisor. */
  private int lowQuality(Work work) {
    MatchLabels labels = work.labels;
    int counted = 0;
    for (int i = 0; i < work.best.count(); i++) {
      int anchor = work.best.anchor(i);
      switch (settings.lowQuality()) {
        case NONE -> {}
        case ANCHOR_BEST -> labels.assign(anchor, ownBest(work, anchor));
        case BOX_BEST -> labels.assign(anchor, work.best.box(i));
        case DIVISOR_ONLY -> {
          if (labels.isTouched(anchor)) {
            labels.assign(anchor, labels.best(anchor));
          } else if (work.best.firstTime(i)) {
            counted++;
          }
        }
      }
    }
    return counted;
  }

  private static int ownBest(Work work, int anchor) {
    if (work.labels.isTouched(anchor)) {
      return work.labels.best(anchor);
    }
    // Below the lower threshold not all boxes have been compared with the anchor.
    int best = 0;
    float bestIou = 0;
    for (int box = 0; box < work.boxes.length / 4; box++) {
      float iou =
          Boxes.isEmpty(work.boxes, box) ? 0 : Boxes.iou(work.boxes, box, work.anchors, anchor);
      if (iou > bestIou) {
        bestIou = iou;
        best = box;
      }
    }
    return best;
  }

  private void ignore(Work work, float[] regions, int region) {
    float least = settings.ignoreCoverage();
    work.search.byCoverage(
        regions,
        region,
        least,
        anchor -> {
          if (Boxes.coverage(work.anchors, anchor, regions, region) >= least) {
            work.labels.ignoreUnlessPositive(anchor);
          }
        });
  }

  private static void requireFinite(String what, float[] boxes) {
    for (int i = 0; i < boxes.length / 4; i++) {
      if (!Boxes.isFinite(boxes, i)) {
        throw FoveaException.data(
            "%s %d is [%s, %s, %s, %s]; give finite coordinates."
                .formatted(
                    what, i, boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]));
      }
    }
  }
}
