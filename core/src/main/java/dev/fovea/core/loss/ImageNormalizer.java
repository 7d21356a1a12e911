package dev.fovea.core.loss;

import java.util.Arrays;

/**
 * Divides each image's loss by its own max(1, divisor), then takes the mean over the images (paper,
 * section 4.1; torchvision's {@code RetinaNetClassificationHead.compute_loss}).
 */
public record ImageNormalizer() implements Normalizer {
  @Override
  public double[] weights(int[] divisors) {
    return Arrays.stream(divisors)
        .mapToDouble(divisor -> 1.0 / Math.max(1, divisor) / divisors.length)
        .toArray();
  }
}
