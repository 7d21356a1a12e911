package dev.fovea.core.detect;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.BoxCoder;

/**
 * The conventions by which detections are made from the heads' outputs (paper, section 4,
 * "Inference").
 *
 * @param scoreThreshold only anchors and classes scored above it are decoded
 * @param coarsestScoreThreshold the same for the last level, P7: the authors' Detectron has 0 there
 * @param topK at most so many best scored of each level are decoded
 * @param nms IoU above which the lower scored of two boxes of one class goes
 * @param maxDetections at most so many are kept in an image
 * @param clip when boxes are clipped to the image
 * @param deltaLimit which dw, dh are limited
 */
public record PostProcessing(
    float scoreThreshold,
    float coarsestScoreThreshold,
    int topK,
    double nms,
    int maxDetections,
    Clip clip,
    DeltaLimit deltaLimit) {

  /** When boxes are clipped to the image. */
  public enum Clip {
    /** Before suppression, to the network's input: torchvision, Detectron. */
    BEFORE_NMS,
    /**
     * The same, and boxes that are empty then are dropped before suppression: MMDetection ({@code
     * min_bbox_size} 0).
     */
    BEFORE_NMS_WITHOUT_EMPTY,
    /**
     * After suppression, to the original image; boxes that are empty then are dropped: Detectron2.
     */
    AFTER_NMS
  }

  /** Which dw, dh are limited when a box is decoded. */
  public enum DeltaLimit {
    /** Growth alone: torchvision, Detectron, Detectron2. */
    ABOVE(BoxCoder.DEFAULT),
    /** Shrinking by the same factor too: MMDetection. */
    BOTH(BoxCoder.SYMMETRIC);

    private final BoxCoder coder;

    DeltaLimit(BoxCoder coder) {
      this.coder = coder;
    }

    /** What decodes so. */
    public BoxCoder coder() {
      return coder;
    }
  }

  public PostProcessing {
    requireProbability("detect.scoreThreshold", scoreThreshold);
    requireProbability("detect.coarsestScoreThreshold", coarsestScoreThreshold);
    requireCount("detect.topK", topK);
    requireCount("detect.maxDetections", maxDetections);
    if (!(nms >= 0 && nms <= 1)) {
      throw FoveaException.user("detect.nms is " + nms + "; give an IoU from 0 to 1.");
    }
  }

  /** One score threshold for all levels; growth alone is limited. */
  public PostProcessing(float scoreThreshold, int topK, double nms, int maxDetections, Clip clip) {
    this(scoreThreshold, scoreThreshold, topK, nms, maxDetections, clip, DeltaLimit.ABOVE);
  }

  /** As the paper; where it is silent (number kept, clipping), as the authors' Detectron. */
  public static PostProcessing paper() {
    return new PostProcessing(0.05f, 1000, 0.5, 100, Clip.BEFORE_NMS);
  }

  /** As torchvision's RetinaNet. */
  public static PostProcessing torchvision() {
    return new PostProcessing(0.05f, 1000, 0.5, 300, Clip.BEFORE_NMS);
  }

  /** As Detectron2's RetinaNet. */
  public static PostProcessing detectron2() {
    return new PostProcessing(0.05f, 1000, 0.5, 100, Clip.AFTER_NMS);
  }

  /** As MMDetection's RetinaNet. */
  public static PostProcessing mmdetection() {
    return new PostProcessing(
        0.05f, 0.05f, 1000, 0.5, 100, Clip.BEFORE_NMS_WITHOUT_EMPTY, DeltaLimit.BOTH);
  }

  /** As the authors' Detectron. */
  public static PostProcessing detectron() {
    return new PostProcessing(0.05f, 0, 1000, 0.5, 100, Clip.BEFORE_NMS, DeltaLimit.ABOVE);
  }

  private static void requireProbability(String key, float value) {
    if (!(value >= 0 && value < 1)) {
      throw FoveaException.user(key + " is " + value + "; give a probability from 0 to below 1.");
    }
  }

  private static void requireCount(String key, int value) {
    if (value < 1 || value > 1_000_000) {
      throw FoveaException.user(key + " is " + value + "; give a number from 1 to a million.");
    }
  }
}
