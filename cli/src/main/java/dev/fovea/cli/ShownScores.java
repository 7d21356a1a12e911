package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.model.ModelDescription;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/**
 * From which score on detections are shown.
 *
 * @param least for each class index, from 0 to 1
 */
record ShownScores(List<Double> least) {
  private static final double WITHOUT_THRESHOLD = 0.5;

  /** The detector keeps what is above its threshold; what equals ours is to be shown. */
  private static final BigDecimal BELOW = new BigDecimal("0.000001");

  ShownScores {
    least = List.copyOf(least);
  }

  /** The model's own thresholds; 0.5 for classes without one. */
  static ShownScores of(ModelDescription model) {
    return new ShownScores(
        model.classes().names().stream()
            .map(name -> model.thresholds().getOrDefault(name, WITHOUT_THRESHOLD))
            .toList());
  }

  /** The same for all classes. */
  static ShownScores from(double threshold, ClassNames classes) {
    return new ShownScores(Collections.nCopies(classes.count(), threshold));
  }

  /** The detector's threshold, as a setting's text: a little below the lowest. */
  String searched() {
    return BigDecimal.valueOf(Collections.min(least))
        .subtract(BELOW)
        .max(BigDecimal.ZERO)
        .toPlainString();
  }

  /** Those of the detections that are to be shown, in their order. */
  List<Detection> of(List<Detection> found) {
    return found.stream().filter(one -> one.score() >= least.get(one.classIndex())).toList();
  }
}
