package dev.fovea.report;

import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import java.util.List;
import java.util.stream.IntStream;

/** From truth and detections to figures and pictures. */
final class FindingsBuilder {
  private static final List<Double> CURVES_AT = List.of(0.5, 0.75);
  private static final int EXAMPLES = 12;
  private static final int MISSES = 12;

  private FindingsBuilder() {}

  static Findings of(EvaluatedDataset evaluated) {
    Dataset dataset = evaluated.dataset();
    GroundTruth truth = EvaluationTruth.of(dataset);
    List<DetectedObject> found = evaluated.objects();
    CocoSettings settings = CocoSettings.coco();
    List<JudgedImage> judged = judged(evaluated);
    double threshold = ScoreChoice.of(judged);
    PictureMaker maker = new PictureMaker(dataset.classes(), threshold);
    WorstMisses worst = new WorstMisses(dataset.classes(), threshold, MISSES);
    return new Findings(
        dataset.name(),
        dataset.classes(),
        new CocoMetric(settings).evaluate(truth, found),
        new CocoMetric(settings.withIouThresholds(CURVES_AT)).precisionRecall(truth, found),
        threshold,
        evenly(judged).stream().flatMap(image -> maker.whole(image).stream()).toList(),
        worst.missed(judged).stream().flatMap(miss -> maker.cutting(miss).stream()).toList(),
        worst.mistaken(judged).stream().flatMap(miss -> maker.cutting(miss).stream()).toList());
  }

  private static List<JudgedImage> judged(EvaluatedDataset evaluated) {
    return IntStream.range(0, evaluated.detections().size())
        .mapToObj(
            i -> JudgedImage.of(evaluated.dataset().images().get(i), evaluated.detections().get(i)))
        .toList();
  }

  /** Images at equal distances: a choice that nobody made for its looks. */
  private static List<JudgedImage> evenly(List<JudgedImage> all) {
    int count = Math.min(EXAMPLES, all.size());
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
        .toList();
  }
}
