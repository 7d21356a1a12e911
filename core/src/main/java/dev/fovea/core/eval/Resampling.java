package dev.fovea.core.eval;

import dev.fovea.core.Parallel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The bootstrap's draws: as many images as there are, with replacement, again and again.
 *
 * <p>The same seed gives the same bits for any number of threads. May be used by many threads at
 * once.
 */
public final class Resampling {
  private final BootstrapSettings settings;

  /** With this many draws, this seed, intervals of this level. */
  public Resampling(BootstrapSettings settings) {
    this.settings = settings;
  }

  /** What is measured for a weighting of the images; called by many threads at once. */
  @FunctionalInterface
  public interface Measure {
    /**
     * The figures where each image counts as often as it was drawn.
     *
     * @param weight {@code [images]}, 0 where an image was not drawn
     * @return the figures in a fixed order, NaN where one is undefined
     */
    double[] of(int[] weight);
  }

  /** The figures of each draw: {@code [resamples, figures]}. */
  public double[][] draw(int images, Measure measure) {
    SplittableRandom root = new SplittableRandom(settings.seed());
    SplittableRandom[] random = new SplittableRandom[settings.resamples()];
    Arrays.setAll(random, r -> root.split());
    double[][] drawn = new double[settings.resamples()][];
    try (Parallel parallel = Parallel.ofProcessors()) {
      parallel.forEach(
          drawn.length,
          r -> {
            int[] weight = new int[images];
            for (int i = 0; i < images; i++) {
              weight[random[r].nextInt(images)]++;
            }
            drawn[r] = measure.of(weight);
          });
    }
    return drawn;
  }

  /** The defined values of a figure, ascending. */
  public static double[] column(double[][] drawn, int figure) {
    return Arrays.stream(drawn)
        .mapToDouble(figures -> figures[figure])
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }

  /**
   * The figure of the data as they are, between the percentiles of the draws.
   *
   * @param drawn its defined values, ascending
   * @return undefined where the value is NaN or no draw defines it
   */
  public Estimate estimate(double value, double[] drawn) {
    if (Double.isNaN(value) || drawn.length == 0) {
      return Estimate.UNDEFINED;
    }
    int cut = cut(drawn.length);
    return new Estimate(value, drawn[cut], drawn[drawn.length - 1 - cut]);
  }

  /** How many values are cut off at each end; the same for both, so that order does not matter. */
  int cut(int count) {
    return (int) Math.floor((1 - settings.level()) / 2 * count);
  }
}
