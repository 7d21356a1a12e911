package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.BootstrapSettings;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.analysis.CalibrationStudy;
import dev.fovea.core.eval.analysis.ConfusionMatrix;
import dev.fovea.core.eval.analysis.ErrorAnalysis;
import dev.fovea.core.eval.analysis.ErrorSettings;
import dev.fovea.core.eval.analysis.Matching;
import dev.fovea.core.eval.analysis.ThresholdChoice;
import dev.fovea.core.eval.analysis.ThresholdGoal;
import dev.fovea.core.eval.voc.VocMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code fovea eval} is to tell beside average precision; all of it at IoU 0.5. */
final class AnalysisOptions {
  private static final double IOU = 0.5;

  @Option(
      names = "--voc",
      description = "VOC's average precision: 11 points (2007) and all points (2010 on).")
  private boolean voc;

  @Option(
      names = "--errors",
      description = "What wrong classes, boxes, duplicates, background and misses cost.")
  private boolean errors;

  @Option(
      names = "--thresholds",
      paramLabel = "GOAL",
      description =
          "The score threshold of each class that is best for f1, or reaches precision=P or"
              + " recall=R.")
  private String goal;

  @Option(
      names = "--confusion",
      paramLabel = "SCORE",
      description = "Which class is found as which, counting detections from this score on.")
  private Double confusionScore;

  @Option(
      names = "--calibration",
      description = "How far scores are from probabilities, before calibration and after.")
  private boolean calibration;

  /**
   * Refuses values out of range.
   *
   * @throws FoveaException naming the value
   */
  void check() {
    goal();
    if (confusionScore != null && !Double.isFinite(confusionScore)) {
      throw FoveaException.user(
          "--confusion is " + confusionScore + "; accepted: a score, such as 0.5");
    }
  }

  /** What thresholds are chosen for, if any are. */
  Optional<ThresholdGoal> goal() {
    return Optional.ofNullable(goal).map(ThresholdGoal::of);
  }

  /**
   * Refuses results that cannot be told of in the way asked for.
   *
   * @throws FoveaException naming the first score that is no probability
   */
  void check(List<DetectedObject> found) {
    if (!calibration) {
      return;
    }
    for (DetectedObject one : found) {
      if (!(one.score() >= 0 && one.score() <= 1)) {
        throw FoveaException.data(
            "--calibration needs scores from 0 to 1; one in image %d is %s"
                .formatted(one.imageId(), one.score()));
      }
    }
  }

  /** The sections that were asked for, in the order of their options. */
  List<EvalSection> sections(Evaluated evaluated, int limit, BootstrapSettings bootstrap) {
    List<EvalSection> sections = new ArrayList<>();
    if (voc) {
      sections.add(
          new VocSection(
              evaluated, VocMetric.standard().evaluate(evaluated.truth(), evaluated.found())));
    }
    if (errors) {
      ErrorSettings standard = ErrorSettings.standard();
      ErrorSettings settings =
          new ErrorSettings(standard.foreground(), standard.background(), limit);
      sections.add(
          new ErrorSection(
              new ErrorAnalysis(settings).decompose(evaluated.truth(), evaluated.found())));
    }
    if (goal != null || confusionScore != null || calibration) {
      Matching matching = Matching.of(evaluated.truth(), evaluated.found(), IOU, limit);
      sections.addAll(matched(evaluated, matching, bootstrap));
    }
    return sections;
  }

  private List<EvalSection> matched(
      Evaluated evaluated, Matching matching, BootstrapSettings bootstrap) {
    List<EvalSection> sections = new ArrayList<>();
    goal()
        .map(wanted -> thresholds(evaluated, wanted, matching, bootstrap))
        .ifPresent(sections::add);
    if (confusionScore != null) {
      sections.add(new ConfusionSection(evaluated, ConfusionMatrix.of(matching, confusionScore)));
    }
    if (calibration) {
      sections.add(new CalibrationSection(study(matching)));
    }
    return sections;
  }

  private static EvalSection thresholds(
      Evaluated evaluated, ThresholdGoal wanted, Matching matching, BootstrapSettings bootstrap) {
    return new ThresholdSection(
        evaluated, wanted, new ThresholdChoice(wanted, bootstrap).choose(matching), bootstrap);
  }

  private static CalibrationStudy study(Matching matching) {
    try {
      return CalibrationStudy.of(matching);
    } catch (IllegalArgumentException e) {
      throw new FoveaException(
          FoveaException.Cause.DATA, "--calibration cannot be done: " + e.getMessage(), e);
    }
  }
}
