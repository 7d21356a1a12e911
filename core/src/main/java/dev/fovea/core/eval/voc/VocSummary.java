package dev.fovea.core.eval.voc;

import java.util.List;

/**
 * VOC's average precision; −1 where no object is annotated that could be found.
 *
 * @param iou overlap from which a detection is right
 * @param elevenPoint mean over classes, as the challenge had it until 2009
 * @param allPoint mean over classes, as the challenge had it from 2010
 * @param classes one for each class index
 */
public record VocSummary(
    double iou, double elevenPoint, double allPoint, List<ClassResult> classes) {
  public VocSummary {
    classes = List.copyOf(classes);
  }

  /**
   * The figures of one class.
   *
   * @param elevenPoint mean of the best precision at recall 0, 0.1 … 1 or more
   * @param allPoint area under the monotone envelope of precision over recall
   * @param objects to be found, the difficult ones left out
   */
  public record ClassResult(double elevenPoint, double allPoint, int objects) {}
}
