package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Confidence intervals of average precision, and the paired comparison of two results, by the
 * bootstrap over images.
 *
 * <p>As many images as there are, are drawn with replacement, with all that is annotated and found
 * in them, and the figures are taken of what was drawn; the interval lies between the percentiles
 * of these figures (Efron, Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993, chapter 13).
 * For a comparison both results are measured on the same draws, so that what is hard in an image
 * cancels out (Koehn, <i>Statistical Significance Tests for Machine Translation Evaluation</i>,
 * EMNLP 2004). A class that a draw has no object of is left out of that draw.
 *
 * <p>The interval tells of other images of the same kind, not of training again. May be used by
 * many threads at once.
 */
public final class Bootstrap {
  private final CocoSettings metric;
  private final BootstrapSettings settings;
  private final Resampling resampling;

  /** Of the figures that {@code metric} defines. */
  public Bootstrap(CocoSettings metric, BootstrapSettings settings) {
    this.metric = metric;
    this.settings = settings;
    this.resampling = new Resampling(settings);
  }

  /**
   * Intervals for one result.
   *
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public ConfidenceIntervals intervals(GroundTruth truth, List<DetectedObject> detections) {
    ResampledMetric result = new ResampledMetric(truth, detections, metric);
    int images = images(truth);
    double[] whole = result.figures(once(images));
    double[][] drawn = resampling.draw(images, result::figures);
    IntFunction<Estimate> of =
        figure -> resampling.estimate(whole[figure], Resampling.column(drawn, figure));
    return new ConfidenceIntervals(
        of.apply(ResampledMetric.AP),
        of.apply(ResampledMetric.AP50),
        of.apply(ResampledMetric.AP75),
        IntStream.range(0, result.classCount())
            .mapToObj(k -> of.apply(ResampledMetric.CLASSES + k))
            .toList(),
        settings);
  }

  /**
   * How much better the second result is than the first.
   *
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public Comparison compare(
      GroundTruth truth, List<DetectedObject> first, List<DetectedObject> second) {
    ResampledMetric one = new ResampledMetric(truth, first, metric);
    ResampledMetric other = new ResampledMetric(truth, second, metric);
    int images = images(truth);
    double[] a = one.figures(once(images));
    double[] b = other.figures(once(images));
    double[][] drawn =
        resampling.draw(images, weight -> minus(other.figures(weight), one.figures(weight)));
    IntFunction<Difference> of =
        figure -> difference(a[figure], b[figure], Resampling.column(drawn, figure));
    return new Comparison(
        of.apply(ResampledMetric.AP),
        of.apply(ResampledMetric.AP50),
        of.apply(ResampledMetric.AP75),
        IntStream.range(0, one.classCount())
            .filter(k -> one.imagesOf(k) > 0)
            .mapToObj(
                k ->
                    new Comparison.ClassDifference(
                        k, one.imagesOf(k), of.apply(ResampledMetric.CLASSES + k)))
            .toList(),
        settings);
  }

  private static int images(GroundTruth truth) {
    return new HashSet<>(truth.imageIds()).size();
  }

  private static int[] once(int images) {
    int[] weight = new int[images];
    Arrays.fill(weight, 1);
    return weight;
  }

  private static double[] minus(double[] b, double[] a) {
    double[] change = new double[a.length];
    Arrays.setAll(change, i -> b[i] - a[i]);
    return change;
  }

  private Difference difference(double a, double b, double[] drawn) {
    if (Double.isNaN(a) || Double.isNaN(b) || drawn.length == 0) {
      return Difference.UNDEFINED;
    }
    int cut = resampling.cut(drawn.length);
    // + 0.0: the change of equal figures is 0, not −0.
    return new Difference(
        a, b, b - a + 0.0, drawn[cut] + 0.0, drawn[drawn.length - 1 - cut] + 0.0, p(drawn));
  }

  /** One is added to either side: the data as they are, are a draw, too. */
  private static double p(double[] drawn) {
    long down = Arrays.stream(drawn).filter(change -> change <= 0).count();
    long up = Arrays.stream(drawn).filter(change -> change >= 0).count();
    return Math.min(1, 2.0 * (Math.min(down, up) + 1) / (drawn.length + 1));
  }
}
