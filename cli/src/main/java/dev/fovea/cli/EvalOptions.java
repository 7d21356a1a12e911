package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.Bootstrap;
import dev.fovea.core.eval.BootstrapSettings;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.DetectedObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code fovea eval} is to tell: the options that hold for models and for results alike. */
final class EvalOptions {
  @Option(
      names = "--iou",
      paramLabel = "T",
      split = ",",
      description = "IoU thresholds that are averaged over (default: COCO's 0.50:0.05:0.95).")
  private List<Double> iouThresholds = new ArrayList<>();

  @Option(
      names = "--max-detections",
      paramLabel = "N",
      split = ",",
      description =
          "Three limits of detections for each image and class: for AR1, AR10, and for all else"
              + " (default: 1,10,100).")
  private List<Integer> detectionLimits = new ArrayList<>();

  @Option(
      names = "--intervals",
      description = "Confidence intervals of AP, AP50, AP75 and each class's AP.")
  private boolean intervals;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Bootstrap draws for all intervals (default: ${DEFAULT-VALUE}).")
  private int resamples = BootstrapSettings.standard().resamples();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
  private long seed = BootstrapSettings.standard().seed();

  @Mixin private AnalysisOptions analysis = new AnalysisOptions();

  /**
   * Refuses values out of range.
   *
   * @throws FoveaException naming the value
   */
  void check() {
    metric();
    bootstrap();
    analysis.check();
  }

  /**
   * Refuses results that cannot be told of in the way asked for.
   *
   * @throws FoveaException naming what cannot be used
   */
  void check(List<DetectedObject> found) {
    analysis.check(found);
  }

  /** What COCO's figures average over. */
  CocoSettings metric() {
    CocoSettings coco = CocoSettings.coco();
    try {
      return new CocoSettings(
          iouThresholds.isEmpty() ? coco.iouThresholds() : iouThresholds,
          coco.recallThresholds(),
          detectionLimits.isEmpty() ? coco.detectionLimits() : detectionLimits,
          coco.smallArea(),
          coco.mediumArea());
    } catch (IllegalArgumentException e) {
      throw new FoveaException(FoveaException.Cause.USER, e.getMessage(), e);
    }
  }

  private BootstrapSettings bootstrap() {
    try {
      return new BootstrapSettings(resamples, BootstrapSettings.standard().level(), seed);
    } catch (IllegalArgumentException e) {
      throw new FoveaException(FoveaException.Cause.USER, e.getMessage(), e);
    }
  }

  /** Whether thresholds were asked for. */
  boolean asksForThresholds() {
    return analysis.goal().isPresent();
  }

  /** The sections that were asked for, in the order of their options. */
  List<EvalSection> sections(Evaluated evaluated) {
    List<EvalSection> sections = new ArrayList<>();
    if (intervals) {
      sections.add(
          new IntervalSection(
              evaluated, resampling().intervals(evaluated.truth(), evaluated.found())));
    }
    sections.addAll(
        analysis.sections(evaluated, metric().detectionLimits().getLast(), bootstrap()));
    return sections;
  }

  /** How other detections of the same images differ. */
  EvalSection comparison(Evaluated evaluated, List<DetectedObject> against) {
    return new ComparisonSection(
        evaluated, resampling().compare(evaluated.truth(), evaluated.found(), against));
  }

  private Bootstrap resampling() {
    return new Bootstrap(metric(), bootstrap());
  }
}
