package dev.fovea.core.anchor;

import dev.fovea.core.FoveaException;

/**
 * The conventions by which anchors are assigned to truth boxes (paper, section 4, "Anchors").
 *
 * @param foreground an anchor of at least this IoU with a box is positive
 * @param background an anchor below this IoU with every box is background; between both, ignored
 * @param lowQuality what becomes of a box's best anchors when their IoU is lower than that
 * @param ignoreCoverage an anchor of which at least this part lies in one ignore region is ignored,
 *     unless it is positive
 */
public record MatchingSettings(
    float foreground, float background, LowQuality lowQuality, float ignoreCoverage) {

  /**
   * What becomes of the anchors that tie for a box's best IoU. A box that no anchor overlaps makes
   * none positive, under any of these.
   */
  public enum LowQuality {
    /** Nothing: the paper, fizyr/keras-retinanet, ODTK, KerasHub. */
    NONE,
    /** Positive, for the box that the anchor overlaps most: torchvision, Detectron2. */
    ANCHOR_BEST,
    /** Positive, for the box that chose it, the last of several: MMDetection. */
    BOX_BEST,
    /**
     * Positive as {@link #ANCHOR_BEST} from {@code background} up; background below, though counted
     * in the loss's divisor: the authors' Detectron.
     */
    DIVISOR_ONLY
  }

  public MatchingSettings {
    if (!(0 < background && background <= foreground && foreground <= 1)) {
      throw FoveaException.user(
          ("matching.background is %s and matching.foreground %s; give 0 < background ≤ foreground"
                  + " ≤ 1.")
              .formatted(background, foreground));
    }
    if (!(0 < ignoreCoverage && ignoreCoverage <= 1)) {
      throw FoveaException.user(
          "matching.ignoreCoverage is " + ignoreCoverage + "; give a number above 0, up to 1.");
    }
  }

  /** As the paper: no low-quality matches. */
  public static MatchingSettings paper() {
    return preset(LowQuality.NONE);
  }

  /** As torchvision. */
  public static MatchingSettings torchvision() {
    return preset(LowQuality.ANCHOR_BEST);
  }

  /** As Detectron2. */
  public static MatchingSettings detectron2() {
    return preset(LowQuality.ANCHOR_BEST);
  }

  /** As MMDetection. */
  public static MatchingSettings mmdetection() {
    return preset(LowQuality.BOX_BEST);
  }

  /** As the authors' Detectron. */
  public static MatchingSettings detectron() {
    return preset(LowQuality.DIVISOR_ONLY);
  }

  private static MatchingSettings preset(LowQuality lowQuality) {
    return new MatchingSettings(0.5f, 0.4f, lowQuality, 0.5f);
  }
}
