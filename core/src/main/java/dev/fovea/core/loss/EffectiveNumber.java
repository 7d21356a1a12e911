package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;
import java.util.ArrayList;
import java.util.List;

/**
 * An α for each class from how often the classes occur, by the effective number of samples (Cui,
 * Jia, Lin, Song, Belongie: Class-Balanced Loss Based on Effective Number of Samples, CVPR 2019,
 * arXiv 1901.05555, section 3).
 *
 * <p>A class of n samples is worth {@code E_n = (1 − β^n)/(1 − β)} of them: n for few, at most 1/(1
 * − β), which is where one more sample brings nothing new. The paper weighs a class by 1/E_n. Here
 * the odds {@code α_c/(1 − α_c)}, by which positives outweigh negatives of their column, are
 * proportional to 1/E_n, with the factor that makes the mean of all α_c the α that one would set
 * for all classes. So classes that occur equally often have just that α, a rare class has more than
 * it and a common one less, and none leaves 0 … 1, however rare it is. (The paper's own factor
 * makes the weights' sum the number of classes: the same, where α is small.)
 *
 * @param beta β, at least 0, below 1: 0 ignores the counts, towards 1 the weights become 1/n; the
 *     paper's are 0.9, 0.99, 0.999, 0.9999
 * @param mean of the α_c, above 0, below 1
 */
public record EffectiveNumber(double beta, double mean) {
  private static final int HALVINGS = 200;

  /**
   * Checks both.
   *
   * @throws FoveaException if one is outside its range
   */
  public EffectiveNumber {
    if (!(beta >= 0 && beta < 1)) {
      throw FoveaException.user(
          "The effective number's beta is " + beta + "; accepted are at least 0 and below 1.");
    }
    if (!(mean > 0 && mean < 1)) {
      throw FoveaException.user(
          "The mean alpha is " + mean + "; accepted are numbers above 0 and below 1.");
    }
  }

  /** {@code E_n}; a class that never occurs counts as one that occurs once. */
  public double of(long count) {
    long samples = Math.max(1, count);
    return beta == 0 ? 1 : Math.expm1(samples * Math.log(beta)) / (beta - 1);
  }

  /**
   * The α of each class.
   *
   * @param counts {@code [K]}: how often each class occurs in the training data
   * @return {@code [K]}, each above 0 and below 1; equal counts give equal α, fewer give more
   */
  public List<Double> alphas(long[] counts) {
    double[] rarity = new double[counts.length];
    for (int c = 0; c < counts.length; c++) {
      rarity[c] = 1 / of(counts[c]);
    }
    // The mean rises with the factor: halve the factor's logarithm.
    double low = -200;
    double high = 200;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (mean(rarity, middle) < mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    List<Double> alphas = new ArrayList<>();
    for (double rare : rarity) {
      alphas.add(alpha(rare, (low + high) / 2));
    }
    return alphas;
  }

  private static double mean(double[] rarity, double logFactor) {
    double sum = 0;
    for (double rare : rarity) {
      sum += alpha(rare, logFactor);
    }
    return sum / rarity.length;
  }

  private static double alpha(double rare, double logFactor) {
    return 1 / (1 + Math.exp(-logFactor - Math.log(rare)));
  }
}
