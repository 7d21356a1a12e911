package dev.fovea.core.eval.analysis;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each kind of error costs.
 *
 * <p>The gains do not add up to what is missing: mending one error changes what another is worth
 * (TIDE, section 2.3).
 *
 * @param settings that errors were told apart by
 * @param ap average precision at the foreground's IoU; −1 where nothing is annotated
 * @param errors for each kind
 * @param falsePositives what AP gains without any false detection
 * @param falseNegatives what AP gains without any object that was not found
 */
public record ErrorDecomposition(
    ErrorSettings settings,
    double ap,
    Map<ErrorKind, Share> errors,
    double falsePositives,
    double falseNegatives) {
  public ErrorDecomposition {
    errors = Collections.unmodifiableMap(new EnumMap<>(errors));
  }

  /**
   * One kind's part.
   *
   * @param count detections, or objects where they were missed
   * @param gain by how much AP rises when this kind alone is mended
   */
  public record Share(int count, double gain) {}
}
