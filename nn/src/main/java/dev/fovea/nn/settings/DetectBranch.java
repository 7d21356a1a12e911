package dev.fovea.nn.settings;

import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessing.Clip;

/**
 * The branch {@code detect}: from logits to detections.
 *
 * @param scoreThreshold probability
 * @param topK anchors for each level
 * @param nms IoU
 * @param maxDetections for each image
 * @param clip when boxes are cut at the image's border
 * @param precision the engine's arithmetic
 */
public record DetectBranch(
    @About("probability below which nothing is reported") double scoreThreshold,
    @About("best anchors that each level hands on") int topK,
    @About("IoU above which the weaker of two boxes of a class is dropped") double nms,
    @About("kept for each image") int maxDetections,
    @About("boxes are cut at the image's border before or after nms") Clip clip,
    @About("auto: bfloat16 where the machine has it") Precision precision) {

  public DetectBranch {
    Check.leaf(scoreThreshold >= 0 && scoreThreshold < 1, "scoreThreshold", "at least 0, below 1");
    Check.leaf(topK >= 1 && topK <= 1_000_000, "topK", "1 to 1000000");
    Check.leaf(nms >= 0 && nms <= 1, "nms", "0 to 1");
    Check.leaf(maxDetections >= 1 && maxDetections <= 100_000, "maxDetections", "1 to 100000");
  }

  /** The same for the post-processor. */
  public PostProcessing toPostProcessing() {
    return new PostProcessing((float) scoreThreshold, topK, nms, maxDetections, clip);
  }
}
