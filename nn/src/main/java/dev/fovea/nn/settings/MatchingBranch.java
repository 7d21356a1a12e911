package dev.fovea.nn.settings;

import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.anchor.MatchingSettings.LowQuality;

/**
 * The branch {@code matching}: which anchor learns which box.
 *
 * @param foreground IoU
 * @param background IoU
 * @param lowQuality what becomes of a box that no anchor overlaps well
 * @param ignoreOverlap share of an anchor's area
 */
public record MatchingBranch(
    @About("IoU from which an anchor belongs to a box") double foreground,
    @About("IoU below which an anchor is background; between the two it is ignored")
        double background,
    @About("boxes below foreground: none; anchorBest, boxBest: their best anchors; divisorOnly")
        LowQuality lowQuality,
    @About("share of an anchor inside an ignore region from which it is ignored")
        double ignoreOverlap) {

  public MatchingBranch {
    Check.leaf(foreground > 0 && foreground <= 1, "foreground", "above 0, at most 1");
    Check.leaf(background > 0 && background <= 1, "background", "above 0, at most 1");
    Check.leaf(ignoreOverlap > 0 && ignoreOverlap <= 1, "ignoreOverlap", "above 0, at most 1");
    Check.together(
        background <= foreground,
        "matching.background is %s, above matching.foreground %s; accepted: at most that"
            .formatted(background, foreground));
  }

  /** The same for the matcher. */
  public MatchingSettings toMatching() {
    return new MatchingSettings(
        (float) foreground, (float) background, lowQuality, (float) ignoreOverlap);
  }
}
