package dev.fovea.nn.settings;

import dev.fovea.core.Preprocessing;

/**
 * The branch {@code input}: what the network sees of an image.
 *
 * @param shortSide pixels
 * @param longSide pixels
 * @param augmentation how training images are varied
 * @param verticalFlip whether half of the training images are also turned upside down
 */
public record InputBranch(
    @About("pixels that an image's shorter side is resized to") int shortSide,
    @About("pixels that its longer side does not exceed; shortSide gives way") int longSide,
    @About("none; paper: horizontal flips; practical: also scale jitter, crops, colour")
        Augmentation augmentation,
    @About("vertical flips too: for images without an up, such as microscopy and aerial ones")
        boolean verticalFlip) {

  /** How training images are varied. */
  public enum Augmentation {
    /** Not at all. */
    NONE,
    /** Horizontal flips. */
    PAPER,
    /** Scale jitter, crops that keep objects, colour, horizontal flips. */
    PRACTICAL
  }

  public InputBranch {
    Check.leaf(shortSide >= 32 && shortSide <= 8192, "shortSide", "32 to 8192 pixels");
    Check.leaf(longSide >= 32 && longSide <= 16384, "longSide", "32 to 16384 pixels");
    Check.together(
        longSide >= shortSide,
        "input.longSide is %d, less than input.shortSide %d; accepted: at least as much"
            .formatted(longSide, shortSide));
  }

  /** The same for images, normalised as published backbones expect. */
  public Preprocessing toPreprocessing() {
    return Preprocessing.imagenet(shortSide, longSide);
  }
}
