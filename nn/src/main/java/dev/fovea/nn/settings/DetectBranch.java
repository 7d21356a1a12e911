package dev.fovea.nn.settings;

import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessing.Clip;
import dev.fovea.core.detect.PostProcessing.DeltaLimit;
import dev.fovea.core.tile.Tiling;
import java.util.Optional;

/**
 * The branch {@code detect}: from logits to detections.
 *
 * @param scoreThreshold probability
 * @param topK anchors for each level
 * @param nms IoU
 * @param maxDetections for each image
 * @param clip when boxes are cut at the image's border
 * @param deltaLimit which dw, dh are limited
 * @param precision the engine's arithmetic
 * @param tile side in pixels of the tiles that larger pictures are cut into; nothing for none
 * @param overlap pixels that neighbouring tiles share; nothing for a quarter of the tile
 */
public record DetectBranch(
    @About("probability below which nothing is reported") double scoreThreshold,
    @About("best anchors that each level hands on") int topK,
    @About("IoU above which the weaker of two boxes of a class is dropped") double nms,
    @About("kept for each image") int maxDetections,
    @About("boxes are cut at the image's border before or after nms") Clip clip,
    @About(
            "dw, dh are limited to log(1000/16) above, or to plus and minus that: both (MMDetection)")
        DeltaLimit deltaLimit,
    @About("auto: bfloat16 where the machine has it") Precision precision,
    @About("detect and eval cut larger pictures into tiles of so many pixels; none: never")
        Optional<Integer> tile,
    @About("pixels that neighbouring tiles share; none: a quarter of the tile")
        Optional<Integer> overlap) {

  private static final int LEAST_TILE = 32;
  private static final int MOST_TILE = 16384;

  public DetectBranch {
    Check.leaf(scoreThreshold >= 0 && scoreThreshold < 1, "scoreThreshold", "at least 0, below 1");
    Check.leaf(topK >= 1 && topK <= 1_000_000, "topK", "1 to 1000000");
    Check.leaf(nms >= 0 && nms <= 1, "nms", "0 to 1");
    Check.leaf(maxDetections >= 1 && maxDetections <= 100_000, "maxDetections", "1 to 100000");
    Check.leaf(
        tile.filter(side -> side < LEAST_TILE || side > MOST_TILE).isEmpty(),
        "tile",
        "none, or 32 to 16384 pixels");
    Check.leaf(
        overlap.filter(pixels -> pixels < 0 || pixels >= MOST_TILE).isEmpty(),
        "overlap",
        "none, or 0 pixels to less than detect.tile");
    Check.together(
        tile.isEmpty() || overlap.isEmpty() || overlap.get() < tile.get(),
        "detect.overlap is %s, detect.tile %s; accepted: less than the tile"
            .formatted(overlap.orElse(0), tile.orElse(0)));
  }

  /** How larger pictures are cut; nothing where they are not. */
  public Optional<Tiling> toTiling() {
    return tile.map(side -> new Tiling(side, overlap.orElse(side / 4)));
  }

  /** The same for the post-processor. */
  public PostProcessing toPostProcessing() {
    float score = (float) scoreThreshold;
    return new PostProcessing(score, score, topK, nms, maxDetections, clip, deltaLimit);
  }
}
