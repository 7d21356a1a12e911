package dev.fovea.core.loss;

import java.util.Arrays;

/**
 * Divides the batch's loss by the batch's divisors together, or by 1 where they are 0.
 *
 * @param perImage added for each image: 0 for MMDetection's convention, 1 for the authors'
 *     Detectron's Σ over images of (positives + 1)
 */
public record BatchNormalizer(int perImage) implements Normalizer {
  public BatchNormalizer {
    if (perImage < 0) {
      throw new IllegalArgumentException(perImage + " for each image; at least 0 is accepted");
    }
  }

  @Override
  public double[] weights(int[] divisors) {
    long total = Arrays.stream(divisors).asLongStream().map(each -> each + perImage).sum();
    double[] weights = new double[divisors.length];
    Arrays.fill(weights, 1.0 / Math.max(1, total));
    return weights;
  }
}
