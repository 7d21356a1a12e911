package dev.fovea.core.eval;

import java.util.List;

/**
 * COCO's figures; −1 where nothing is annotated that the figure could be about.
 *
 * @param ap mean over IoU 0.50:0.05:0.95, recall thresholds and classes
 * @param ap50 at IoU 0.5
 * @param ap75 at IoU 0.75
 * @param apSmall of objects up to 32² pixels
 * @param apMedium of objects from 32² to 96² pixels
 * @param apLarge of objects from 96² pixels
 * @param ar1 mean recall with one detection for each image and class (the first limit)
 * @param ar10 with ten (the second limit)
 * @param ar100 with a hundred (the third limit)
 * @param arSmall mean recall of small objects with a hundred
 * @param arMedium of medium objects
 * @param arLarge of large objects
 * @param classes one for each class index
 * @param counts what was looked at
 */
public record CocoSummary(
    double ap,
    double ap50,
    double ap75,
    double apSmall,
    double apMedium,
    double apLarge,
    double ar1,
    double ar10,
    double ar100,
    double arSmall,
    double arMedium,
    double arLarge,
    List<ClassResult> classes,
    Counts counts) {
  public CocoSummary {
    classes = List.copyOf(classes);
  }

  /**
   * The figures of one class.
   *
   * @param ap mean over IoU 0.50:0.05:0.95
   * @param ap50 at IoU 0.5
   * @param ar100 mean recall with a hundred detections (the third limit)
   * @param truths annotated boxes, crowds among them
   */
  public record ClassResult(double ap, double ap50, double ar100, int truths) {}

  /**
   * What was looked at.
   *
   * @param images without repetitions
   * @param truths annotated boxes, crowds among them
   * @param crowds those of {@link TruthKind#CROWD}
   * @param detections also those over the limit
   */
  public record Counts(int images, int truths, int crowds, int detections) {}
}
