package dev.fovea.model.recognise;

import dev.fovea.core.Preprocessing;
import java.util.List;

/**
 * What a network takes from, and divides, its pixels by.
 *
 * @param mean of red, green, blue, for values in {@code [0, 1]}
 * @param deviation of red, green, blue, for values in {@code [0, 1]}
 * @param blueFirst whether the first convolution's first channel is blue; the weight is turned
 *     round then, so that the model takes red first
 */
public record Pixels(List<Double> mean, List<Double> deviation, boolean blueFirst) {
  /** ImageNet's, red first: torchvision, MMDetection. */
  public static final Pixels IMAGENET =
      new Pixels(Preprocessing.IMAGENET_MEAN, Preprocessing.IMAGENET_DEVIATION, false);

  /** From −1 to 1: TensorFlow's networks as timm has them. */
  public static final Pixels SYMMETRIC =
      new Pixels(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5), false);

  /** Blue first, from 0 to 255 less the mean: Caffe's networks, Detectron2. */
  public static final Pixels CAFFE = of255(123.675, 116.28, 103.53, true);

  private static Pixels of255(double red, double green, double blue, boolean blueFirst) {
    double one = 1 / 255.0;
    return new Pixels(
        List.of(red * one, green * one, blue * one), List.of(one, one, one), blueFirst);
  }
}
