package dev.fovea.report;

import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import java.util.List;

/** From truth and detections to figures and pictures. */
final class FindingsBuilder {
  private static final List<Double> CURVES_AT = List.of(0.5, 0.75);

  private FindingsBuilder() {}

  static Findings of(EvaluatedDataset evaluated) {
    Dataset dataset = evaluated.dataset();
    GroundTruth truth = EvaluationTruth.of(dataset);
    List<DetectedObject> found = evaluated.objects();
    CocoSettings settings = CocoSettings.coco();
    return new Findings(
        dataset.name(),
        dataset.classes(),
        new CocoMetric(settings).evaluate(truth, found),
        new CocoMetric(settings.withIouThresholds(CURVES_AT)).precisionRecall(truth, found),
        0.5,
        List.of(),
        List.of(),
        List.of());
  }
}
