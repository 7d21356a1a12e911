package dev.fovea.core.eval.analysis;

import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What each kind of error costs in average precision, by mending it alone and measuring again.
 *
 * <p>Faithful to TIDE (Bolya et al., ECCV 2020) with the orders of its program tidecv 1.0.1, apart
 * from two habits of that program: detections in crowds are no errors here, and a class in which
 * nothing is annotated has no part in the mean, as in COCO. A class whose objects were all missed
 * counts as 0 when they are taken out, if there are false detections of it; else it is left out.
 * May be used by many threads at once.
 */
public final class ErrorAnalysis {
  private final ErrorSettings settings;
  private final CocoMetric metric;

  /** With these overlaps. */
  public ErrorAnalysis(ErrorSettings settings) {
    this.settings = settings;
    CocoSettings coco = CocoSettings.coco();
    this.metric =
        new CocoMetric(
            new CocoSettings(
                List.of(settings.foreground()),
                coco.recallThresholds(),
                // Mended, there may be more of a class than the limit: nothing is cut off again.
                List.of(1, 2, Integer.MAX_VALUE),
                coco.smallArea(),
                coco.mediumArea()));
  }

  /**
   * Takes a result apart.
   *
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public ErrorDecomposition decompose(GroundTruth truth, List<DetectedObject> detections) {
    Matching matching = Matching.of(truth, detections, settings.foreground(), settings.limit());
    List<DetectedObject> counted =
        matching.detections().stream().map(JudgedDetection::detection).toList();
    DetectionErrors errors = new DetectionErrors(matching, settings);
    Measured as = new Measured(metric, claimed(matching));
    double ap = as.mean(truth, counted);
    Map<ErrorKind, ErrorDecomposition.Share> shares = new EnumMap<>(ErrorKind.class);
    for (ErrorKind kind : ErrorKind.values()) {
      double mended =
          kind == ErrorKind.MISSED
              ? as.mean(without(truth, errors.missed()), counted)
              : as.mean(truth, errors.mended(kind));
      shares.put(kind, new ErrorDecomposition.Share(errors.count(kind), gain(ap, mended)));
    }
    return new ErrorDecomposition(
        settings,
        ap,
        shares,
        gain(ap, as.mean(truth, errors.withoutFalse())),
        gain(ap, as.mean(without(truth, errors.notFound()), counted)));
  }

  /** 0 where nothing is left to be found: then there is no figure to compare. */
  private static double gain(double ap, double mended) {
    return mended < 0 ? 0 : mended - ap;
  }

  /** Classes that are annotated and falsely found somewhere. */
  private static Set<Integer> claimed(Matching matching) {
    int[] objects = matching.objects();
    return matching.detections().stream()
        .filter(JudgedDetection::isFalse)
        .map(one -> one.detection().classIndex())
        .filter(k -> objects[k] > 0)
        .collect(Collectors.toSet());
  }

  /**
   * The mean of the classes' average precision.
   *
   * @param claimed classes that count as 0 where they have no objects left
   */
  private record Measured(CocoMetric metric, Set<Integer> claimed) {
    double mean(GroundTruth truth, List<DetectedObject> detections) {
      List<CocoSummary.ClassResult> classes = metric.evaluate(truth, detections).classes();
      return IntStream.range(0, classes.size())
          .filter(k -> classes.get(k).ap() >= 0 || claimed.contains(k))
          .mapToDouble(k -> Math.max(0, classes.get(k).ap()))
          .average()
          .orElse(-1);
    }
  }

  private static GroundTruth without(GroundTruth truth, Set<Integer> gone) {
    List<TruthObject> left =
        IntStream.range(0, truth.objects().size())
            .filter(i -> !gone.contains(i))
            .mapToObj(truth.objects()::get)
            .toList();
    return new GroundTruth(truth.imageIds(), truth.classCount(), left);
  }
}
