package dev.fovea.nn.settings;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.Preprocessing.Fit;
import java.util.List;

/**
 * The branch {@code input}: what the network sees of an image.
 *
 * @param shortSide pixels
 * @param longSide pixels
 * @param augmentation how training images are varied
 * @param verticalFlip whether half of the training images are also turned upside down
 * @param fit how an image's sides are brought to these
 * @param mean of red, green, blue
 * @param deviation of red, green, blue
 */
public record InputBranch(
    @About("pixels that an image's shorter side is resized to") int shortSide,
    @About("pixels that its longer side does not exceed; shortSide gives way") int longSide,
    @About("none; paper: horizontal flips; practical: also scale jitter, crops, colour")
        Augmentation augmentation,
    @About("vertical flips too: for images without an up, such as microscopy and aerial ones")
        boolean verticalFlip,
    @About("within: an image keeps its proportions; square: it is stretched to shortSide squared")
        Fit fit,
    @About("taken from red, green, blue of 0 to 1; published weights bring their own")
        List<Double> mean,
    @About("that red, green, blue are divided by after that") List<Double> deviation) {

  /** How training images are varied. */
  public enum Augmentation {
    /** Not at all. */
    NONE,
    /** Horizontal flips. */
    PAPER,
    /** Scale jitter, crops that keep objects, colour, horizontal flips. */
    PRACTICAL
  }

  private static final int DIVISOR = 32;

  public InputBranch {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    Check.leaf(shortSide >= 32 && shortSide <= 8192, "shortSide", "32 to 8192 pixels");
    Check.leaf(longSide >= 32 && longSide <= 16384, "longSide", "32 to 16384 pixels");
    Check.leaf(
        mean.size() == 3 && mean.stream().allMatch(value -> Math.abs(value) <= 1000),
        "mean",
        "three numbers, of at most 1000");
    Check.leaf(
        deviation.size() == 3 && deviation.stream().allMatch(d -> d >= 1e-6 && d <= 1000),
        "deviation",
        "three positive numbers, of at most 1000");
    Check.together(
        fit == Fit.WITHIN || longSide == shortSide,
        "input.fit is square, with input.shortSide %d and input.longSide %d; accepted: equal sides"
            .formatted(shortSide, longSide));
    Check.together(
        longSide >= shortSide,
        "input.longSide is %d, less than input.shortSide %d; accepted: at least as much"
            .formatted(longSide, shortSide));
  }

  /** The same for images. */
  public Preprocessing toPreprocessing() {
    return new Preprocessing(shortSide, longSide, mean, deviation, DIVISOR, fit);
  }
}
