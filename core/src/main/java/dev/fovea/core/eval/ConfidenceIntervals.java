package dev.fovea.core.eval;

import java.util.List;

/**
 * How far average precision can be trusted: intervals over other images of the same kind.
 *
 * @param ap mean over all IoU thresholds
 * @param ap50 at IoU 0.5
 * @param ap75 at IoU 0.75
 * @param classes AP of each class index
 * @param settings that the intervals were found with
 */
public record ConfidenceIntervals(
    Estimate ap, Estimate ap50, Estimate ap75, List<Estimate> classes, BootstrapSettings settings) {
  public ConfidenceIntervals {
    classes = List.copyOf(classes);
  }
}
