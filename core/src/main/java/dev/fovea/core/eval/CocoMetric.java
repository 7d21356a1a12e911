package dev.fovea.core.eval;

import dev.fovea.core.Parallel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * COCO's box metric.
 *
 * <p>Equal to pycocotools 2.0.11 ({@code COCOeval} with {@code iouType="bbox"}) in the last bit:
 * the same stable orders, the last of equal overlaps, crowds, thresholds and numpy's way to sum.
 * The detection limits hold for each image and class. May be used by many threads at once.
 */
public final class CocoMetric {
  private final CocoSettings settings;
  private final int threads;

  /** With COCO's settings. */
  public CocoMetric() {
    this(CocoSettings.coco());
  }

  /** With other thresholds or limits; as many threads as the machine has processors. */
  public CocoMetric(CocoSettings settings) {
    this(settings, Runtime.getRuntime().availableProcessors());
  }

  /**
   * With a number of threads, on which no bit of the figures depends.
   *
   * @param threads that share out the classes, at least 1, the caller's own included
   */
  public CocoMetric(CocoSettings settings, int threads) {
    this.settings = settings;
    this.threads = threads;
  }

  /**
   * Judges detections.
   *
   * @param detections in the file's order, which decides between equal scores; may be empty; {@link
   *     DetectedObjects} are judged without a copy
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public CocoSummary evaluate(GroundTruth truth, List<DetectedObject> detections) {
    ImageOrder images = new ImageOrder(truth.imageIds());
    TruthTable truths = TruthTable.of(truth, images);
    Accumulation accumulation = accumulate(truths, images, detections);
    CocoSummary.Counts counts =
        new CocoSummary.Counts(
            images.count(), truth.objects().size(), truths.crowds(), detections.size());
    return summary(accumulation, truths.classStart(), counts);
  }

  /**
   * The curves whose means are average precision, one for each IoU threshold of the settings.
   *
   * @param detections in the file's order, which decides between equal scores; may be empty
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public List<PrecisionRecall> precisionRecall(GroundTruth truth, List<DetectedObject> detections) {
    ImageOrder images = new ImageOrder(truth.imageIds());
    Accumulation accumulation = accumulate(TruthTable.of(truth, images), images, detections);
    return IntStream.range(0, settings.iouThresholds().size())
        .mapToObj(accumulation::precisionRecall)
        .toList();
  }

  private Accumulation accumulate(
      TruthTable truths, ImageOrder images, List<DetectedObject> detections) {
    int classCount = truths.classStart().length - 1;
    Accumulation accumulation = new Accumulation(settings, classCount);
    try (Parallel parallel = new Parallel(threads)) {
      DetectionTable found =
          new DetectionSorting(DetectedObjects.of(detections), images, classCount)
              .table(settings.mostDetections(), parallel);
      parallel.forEach(
          classCount,
          k -> accumulation.add(k, new ClassMatcher(settings, truths, found).match(k), found));
    }
    return accumulation;
  }

  private static CocoSummary summary(
      Accumulation accumulation, int[] classStart, CocoSummary.Counts counts) {
    return new CocoSummary(
        accumulation.meanPrecision(AreaRange.ALL),
        accumulation.meanPrecisionAt(0.5),
        accumulation.meanPrecisionAt(0.75),
        accumulation.meanPrecision(AreaRange.SMALL),
        accumulation.meanPrecision(AreaRange.MEDIUM),
        accumulation.meanPrecision(AreaRange.LARGE),
        accumulation.meanRecallWithin(0),
        accumulation.meanRecallWithin(1),
        accumulation.meanRecallWithin(2),
        accumulation.meanRecall(AreaRange.SMALL),
        accumulation.meanRecall(AreaRange.MEDIUM),
        accumulation.meanRecall(AreaRange.LARGE),
        IntStream.range(0, classStart.length - 1)
            .mapToObj(k -> accumulation.ofClass(k, classStart[k + 1] - classStart[k]))
            .toList(),
        counts);
  }
}
