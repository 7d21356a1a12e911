package dev.fovea.examples;

import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthObject;
import dev.fovea.data.format.CocoResults;
import dev.fovea.data.format.CocoTruth;
import java.nio.file.Path;
import java.util.List;

/**
 * COCO's metric for anybody's detections: from two JSON files with {@code fovea-data}, or from
 * numbers in memory with {@code fovea-core} alone. No engine is needed.
 */
public final class CocoMetricAlone {
  private CocoMetricAlone() {}

  /** {@code CocoMetricAlone TRUTH.json DETECTIONS.json}; without arguments, a case in memory. */
  public static void main(String[] arguments) {
    CocoSummary summary =
        arguments.length == 2 ? ofFiles(Path.of(arguments[0]), Path.of(arguments[1])) : ofNumbers();
    System.out.println("AP " + summary.ap() + ", AP50 " + summary.ap50());
  }

  static CocoSummary ofFiles(Path truthFile, Path detectionsFile) {
    CocoTruth truth = CocoTruth.read(truthFile);
    List<DetectedObject> detections = CocoResults.read(detectionsFile, truth);
    return new CocoMetric().evaluate(truth.truth(), detections);
  }

  static CocoSummary ofNumbers() {
    List<Long> images = List.of(1L, 2L);
    int classes = 1;
    List<TruthObject> objects =
        List.of(
            TruthObject.of(1, 0, new CocoBox(10, 10, 40, 40)),
            TruthObject.of(2, 0, new CocoBox(30, 20, 50, 20)));
    List<DetectedObject> detections =
        List.of(
            new DetectedObject(1, 0, 0.9, new CocoBox(10, 10, 40, 40)),
            new DetectedObject(2, 0, 0.8, new CocoBox(90, 90, 10, 10)));
    return new CocoMetric().evaluate(new GroundTruth(images, classes, objects), detections);
  }
}
