package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;

/**
 * Average precision of one result for any weighting of the images, matched once.
 *
 * <p>Matching looks at one image at a time, so drawing an image several times repeats what became
 * of its detections; only the sums over images are taken again.
 */
final class ResampledMetric {
  /** Places in {@link #figures}: three overall, then each class's AP. */
  static final int AP = 0;

  static final int AP50 = 1;
  static final int AP75 = 2;
  static final int CLASSES = 3;

  private final double[] ious;
  private final double[] recalls;
  private final ClassDraws[] classes;
  private final int mostHits;

  /**
   * What one class's figures are summed from.
   *
   * @param image of each detection, by falling score
   * @param hits of each detection, a bit for each threshold
   * @param ignored the same
   * @param objectImage of each object that is to be found
   */
  private record ClassDraws(int[] image, int[] hits, int[] ignored, int[] objectImage) {}

  ResampledMetric(GroundTruth truth, List<DetectedObject> detections, CocoSettings settings) {
    ImageOrder images = new ImageOrder(truth.imageIds());
    TruthTable truths = TruthTable.of(truth, images);
    DetectionTable found =
        DetectionTable.of(detections, images, truth.classCount(), settings.mostDetections());
    ClassMatcher matcher = new ClassMatcher(settings, truths, found);
    this.ious = settings.iouThresholds().stream().mapToDouble(t -> t).toArray();
    this.recalls = settings.recallThresholds().stream().mapToDouble(t -> t).toArray();
    this.classes = new ClassDraws[truth.classCount()];
    AreaRange all = AreaRange.of(settings).get(AreaRange.ALL);
    Arrays.setAll(classes, k -> draws(k, matcher.match(k), found, truths.imagesOfObjects(k, all)));
    this.mostHits =
        Arrays.stream(classes)
            .mapToInt(c -> (int) Arrays.stream(c.hits).filter(h -> h != 0).count())
            .max()
            .orElse(0);
  }

  private static ClassDraws draws(
      int classIndex, ClassMatches matches, DetectionTable found, int[] objectImage) {
    int first = found.classStart()[classIndex];
    int[] order = Arrays.copyOfRange(found.byScore(), first, found.classStart()[classIndex + 1]);
    int[] hits = matches.hits()[AreaRange.ALL];
    int[] ignored = matches.ignored()[AreaRange.ALL];
    return new ClassDraws(
        Arrays.stream(order).map(d -> found.image()[d]).toArray(),
        Arrays.stream(order).map(d -> hits[d - first]).toArray(),
        Arrays.stream(order).map(d -> ignored[d - first]).toArray(),
        objectImage);
  }

  int classCount() {
    return classes.length;
  }

  /** How many images have an object of the class. */
  int imagesOf(int classIndex) {
    return (int) Arrays.stream(classes[classIndex].objectImage).distinct().count();
  }

  /**
   * The figures if each image counts as often as it was drawn.
   *
   * @param weight for each image by ascending id, 0 or more
   * @return AP, AP50, AP75, then AP of each class; NaN where a figure is undefined
   */
  double[] figures(int[] weight) {
    double[][] precision = new double[classes.length][];
    WeightedCurves curves = new WeightedCurves(ious.length, mostHits);
    for (int k = 0; k < classes.length; k++) {
      precision[k] = averagePrecisions(classes[k], weight, curves);
    }
    double[] figures = new double[CLASSES + classes.length];
    for (int k = 0; k < classes.length; k++) {
      figures[CLASSES + k] = Arrays.stream(precision[k]).average().orElse(Double.NaN);
    }
    figures[AP] =
        Arrays.stream(figures, CLASSES, figures.length)
            .filter(v -> !Double.isNaN(v))
            .average()
            .orElse(Double.NaN);
    figures[AP50] = meanAt(0.5, precision);
    figures[AP75] = meanAt(0.75, precision);
    return figures;
  }

  /** For each threshold; none where no object of the class was drawn. */
  private double[] averagePrecisions(ClassDraws one, int[] weight, WeightedCurves curves) {
    int objects = 0;
    for (int image : one.objectImage) {
      objects += weight[image];
    }
    if (objects == 0) {
      return new double[0];
    }
    curves.clear();
    for (int i = 0; i < one.image.length; i++) {
      if (weight[one.image[i]] > 0) {
        curves.add(weight[one.image[i]], one.hits[i], one.ignored[i]);
      }
    }
    double[] precision = new double[ious.length];
    for (int t = 0; t < ious.length; t++) {
      precision[t] = curves.averagePrecision(t, recalls, objects);
    }
    return precision;
  }

  private double meanAt(double iou, double[][] precision) {
    int t = Arrays.binarySearch(ious, iou);
    return t < 0
        ? Double.NaN
        : Arrays.stream(precision)
            .filter(of -> of.length > 0)
            .mapToDouble(of -> of[t])
            .average()
            .orElse(Double.NaN);
  }
}
