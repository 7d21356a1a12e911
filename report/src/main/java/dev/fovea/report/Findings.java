package dev.fovea.report;

import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.PrecisionRecall;
import java.util.List;

/**
 * What a detector is worth on a data set, in figures and pictures.
 *
 * @param dataset the data set's name
 * @param classes of the summary's class indices
 * @param summary COCO's figures
 * @param curves precision over recall, one for each IoU threshold shown
 * @param threshold the score from which detections are drawn and counted as wrong
 * @param examples images with truth and detections, possibly none
 * @param missed the objects that were farthest from being found, possibly none
 * @param mistaken the surest detections that are wrong, possibly none
 */
public record Findings(
    String dataset,
    ClassNames classes,
    CocoSummary summary,
    List<PrecisionRecall> curves,
    double threshold,
    List<Picture> examples,
    List<Picture> missed,
    List<Picture> mistaken) {
  public Findings {
    curves = List.copyOf(curves);
    examples = List.copyOf(examples);
    missed = List.copyOf(missed);
    mistaken = List.copyOf(mistaken);
    if (summary.classes().size() != classes.count()) {
      throw new IllegalArgumentException(
          "figures of %d classes, names of %d"
              .formatted(summary.classes().size(), classes.count()));
    }
  }

  /**
   * Measures, and draws from the image files; images that cannot be read are left out of the
   * pictures.
   */
  public static Findings of(EvaluatedDataset evaluated) {
    return FindingsBuilder.of(evaluated);
  }
}
