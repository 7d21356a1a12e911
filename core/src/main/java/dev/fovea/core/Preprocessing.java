package dev.fovea.core;

import java.util.List;

/**
 * How a picture becomes the network's input.
 *
 * <p>Faithful to torchvision's {@code GeneralizedRCNNTransform} (0.2x, eager): the bytes divided by
 * 255 are normalised, then resized bilinearly in float with half-pixel centres and no antialiasing,
 * then padded with zeros at the right and the bottom. {@link Resizer} does it.
 *
 * @param shortSide pixels that the short side is scaled to
 * @param longSide pixels that the long side may not exceed, at least {@code shortSide}
 * @param mean of red, green, blue, for values in {@code [0, 1]}
 * @param deviation standard deviation of red, green, blue, for values in {@code [0, 1]}
 * @param divisor the padded sides are multiples of it
 * @param fit how a picture's sides are brought to these
 */
public record Preprocessing(
    int shortSide, int longSide, List<Double> mean, List<Double> deviation, int divisor, Fit fit) {

  /** How a picture's sides are brought to the input's. */
  public enum Fit {
    /** As large as both sides allow, with the picture's own proportions. */
    WITHIN,
    /** To a square of the short side, whatever the picture's proportions: MLPerf's RetinaNet. */
    SQUARE
  }

  /** The mean of ImageNet's pictures, which published backbones expect. */
  public static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);

  /** The standard deviation of ImageNet's pictures, which published backbones expect. */
  public static final List<Double> IMAGENET_DEVIATION = List.of(0.229, 0.224, 0.225);

  /** With the picture's own proportions. */
  public Preprocessing(
      int shortSide, int longSide, List<Double> mean, List<Double> deviation, int divisor) {
    this(shortSide, longSide, mean, deviation, divisor, Fit.WITHIN);
  }

  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    require(shortSide >= 1, "the short side must be at least 1 pixel, not " + shortSide);
    require(
        longSide >= shortSide,
        "the long side (" + longSide + ") must be at least the short side (" + shortSide + ")");
    require(
        fit == Fit.WITHIN || longSide == shortSide,
        "the sides of a square must be equal, not " + shortSide + " and " + longSide);
    require(divisor >= 1, "the divisor must be at least 1, not " + divisor);
    require(
        mean.size() == 3 && mean.stream().allMatch(Double::isFinite),
        "the mean must be three finite numbers, not " + mean);
    require(
        deviation.size() == 3 && deviation.stream().allMatch(d -> Double.isFinite(d) && d > 0),
        "the deviation must be three positive numbers, not " + deviation);
  }

  /** ImageNet's statistics with sides padded to multiples of 32. */
  public static Preprocessing imagenet(int shortSide, int longSide) {
    return new Preprocessing(shortSide, longSide, IMAGENET_MEAN, IMAGENET_DEVIATION, 32);
  }

  /** The size that a picture of {@code width × height} pixels is resized to. */
  public Size resized(int width, int height) {
    return resized(width, height, 1);
  }

  /**
   * The same with both limits multiplied by {@code factor} (scale jitter), sides at least 1 pixel.
   *
   * <p>The scale is a double, as in torchvision's eager code: float32, which its traced graph uses,
   * makes 799 of a side of 480.
   */
  public Size resized(int width, int height, double factor) {
    if (fit == Fit.SQUARE) {
      return new Size(scaled(shortSide, factor), scaled(shortSide, factor));
    }
    int small = Math.min(width, height);
    int large = Math.max(width, height);
    double scale = Math.min(shortSide * factor / small, longSide * factor / large);
    return new Size(scaled(width, scale), scaled(height, scale));
  }

  /** The canvas that holds {@code content}: each side rounded up to a multiple of the divisor. */
  public Size padded(Size content) {
    return new Size(roundedUp(content.width()), roundedUp(content.height()));
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.floor(side * scale));
  }

  private int roundedUp(int side) {
    return Math.ceilDiv(side, divisor) * divisor;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw FoveaException.user("Preprocessing: " + message + ".");
    }
  }
}
