package dev.fovea.core.diagnosis;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.Boxes;
import java.util.List;

/**
 * Confident detections where no label is: the hardest negatives, merged by NMS. On real data many
 * are objects that somebody forgot to label.
 */
public final class UnlabelledObjects {
  /** From this IoU on a detection has to do with a label, whatever its class. */
  private static final float BESIDE_A_LABEL = 0.3f;

  /** Of a detection's area in one region to ignore. */
  private static final float IGNORED = 0.5f;

  private UnlabelledObjects() {}

  /** Those of an image's shown detections, in their order. */
  public static List<Detection> of(Sight sight) {
    return sight.shown().stream().filter(detection -> isUnlabelled(sight, detection)).toList();
  }

  private static boolean isUnlabelled(Sight sight, Detection detection) {
    Box box = detection.box();
    float[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
    float[] truths = sight.truth().boxes();
    for (int truth = 0; truth < truths.length / 4; truth++) {
      if (Boxes.iou(truths, truth, corners, 0) >= BESIDE_A_LABEL) {
        return false;
      }
    }
    float[] ignored = sight.truth().ignored();
    for (int region = 0; region < ignored.length / 4; region++) {
      if (Boxes.coverage(corners, 0, ignored, region) >= IGNORED) {
        return false;
      }
    }
    return true;
  }
}
