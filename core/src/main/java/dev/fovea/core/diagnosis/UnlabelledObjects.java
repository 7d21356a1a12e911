package dev.fovea.core.diagnosis;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import java.util.List;

/**
 * Confident detections where no label is: the hardest negatives, merged by NMS. On real data many
 * are objects that somebody forgot to label.
 */
public final class UnlabelledObjects {
  /** From this IoU on a detection has to do with a label, whatever its class. */
  static final float BESIDE_A_LABEL = 0.3f;

  private UnlabelledObjects() {}

  /** Those of an image's shown detections, in their order. */
  public static List<Detection> of(Sight sight) {
    return sight.shown().stream().filter(detection -> isUnlabelled(sight, detection)).toList();
  }

  private static boolean isUnlabelled(Sight sight, Detection detection) {
    Box box = detection.box();
    float[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
    return sight.overlap(corners, label -> true) < BESIDE_A_LABEL && !sight.isIgnored(corners);
  }
}
