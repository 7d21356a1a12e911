package dev.fovea.data.transform;

import dev.fovea.core.Image;
import java.util.random.RandomGenerator;

/**
 * A random change of brightness, contrast and saturation, in this order.
 *
 * <p>Each factor is uniform in {@code [1 − amount, 1 + amount]}. As in torchvision, brightness
 * scales the values, contrast moves them from or to the picture's mean grey, saturation from or to
 * each pixel's own grey; results are rounded once and kept within a byte.
 *
 * @param brightness amount in {@code [0, 1]}
 * @param contrast amount in {@code [0, 1]}
 * @param saturation amount in {@code [0, 1]}
 */
public record ColorJitter(double brightness, double contrast, double saturation)
    implements Transform {
  /** The shares of red, green and blue in grey (ITU-R BT.601). */
  private static final float RED = 0.299f;

  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  public ColorJitter {
    for (double amount : new double[] {brightness, contrast, saturation}) {
      Requirements.require(
          amount >= 0 && amount <= 1, "an amount of colour jitter must be in [0, 1]", amount);
    }
  }

  @Override
  public Example apply(Example example, RandomGenerator random) {
    float brighter = factor(brightness, random);
    float starker = factor(contrast, random);
    float stronger = factor(saturation, random);
    Image changed = changed(example.image(), brighter, starker, stronger);
    return new Example(changed, example.annotations(), example.scale());
  }

  private static float factor(double amount, RandomGenerator random) {
    return (float) (1 + amount * (2 * random.nextDouble() - 1));
  }

  static Image changed(Image image, float brighter, float starker, float stronger) {
    byte[] from = image.rgb();
    byte[] to = new byte[from.length];
    float slope = brighter * starker;
    float shift = (1 - starker) * brighter * meanGrey(image);
    for (int i = 0; i < from.length; i += 3) {
      float red = slope * (from[i] & 0xff) + shift;
      float green = slope * (from[i + 1] & 0xff) + shift;
      float blue = slope * (from[i + 2] & 0xff) + shift;
      float grey = (1 - stronger) * (RED * red + GREEN * green + BLUE * blue);
      to[i] = rounded(grey + stronger * red);
      to[i + 1] = rounded(grey + stronger * green);
      to[i + 2] = rounded(grey + stronger * blue);
    }
    return new Image(image.width(), image.height(), to);
  }

  private static float meanGrey(Image image) {
    byte[] rgb = image.rgb();
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      red += rgb[i] & 0xff;
      green += rgb[i + 1] & 0xff;
      blue += rgb[i + 2] & 0xff;
    }
    double pixels = rgb.length / 3.0;
    return (float) ((RED * red + GREEN * green + BLUE * blue) / pixels);
  }

  private static byte rounded(float value) {
    return (byte) Math.clamp((int) (value + 0.5f), 0, 255);
  }
}
