package dev.fovea.examples;

import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much the number of detections differs from the number of objects, as a mean over images:
 * what matters where cells, cars or trees are counted.
 *
 * @param threshold the least score that counts
 */
public record CountError(double threshold) {
  /** The mean absolute difference; crowds are no objects. */
  public double evaluate(GroundTruth truth, List<DetectedObject> detections) {
    Map<Long, Integer> surplus = new HashMap<>();
    truth.imageIds().forEach(image -> surplus.put(image, 0));
    for (TruthObject object : truth.objects()) {
      if (object.kind() != TruthKind.CROWD) {
        surplus.merge(object.imageId(), -1, Integer::sum);
      }
    }
    for (DetectedObject detection : detections) {
      if (detection.score() >= threshold) {
        surplus.merge(detection.imageId(), 1, Integer::sum);
      }
    }
    return surplus.values().stream().mapToInt(Math::abs).average().orElse(0);
  }
}
