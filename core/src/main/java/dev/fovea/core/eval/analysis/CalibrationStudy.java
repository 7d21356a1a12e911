package dev.fovea.core.eval.analysis;

import dev.fovea.core.calibration.Calibration;
import dev.fovea.core.calibration.IsotonicRegression;
import dev.fovea.core.calibration.Reliability;
import dev.fovea.core.calibration.ScoredOutcome;
import dev.fovea.core.calibration.TemperatureScaling;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far scores are from probabilities, before calibration and after, on images that the
 * calibration was not fitted on.
 *
 * <p>By ascending id the first, third, fifth … image is fitted on, the others are measured on. A
 * detection is right where it is a hit of the matching; those in crowds are left out.
 *
 * @param fittedOn detections that the calibrations were fitted on
 * @param temperature fitted
 * @param before scores as they are
 * @param scaled divided by the temperature
 * @param isotonic through the rising curve of least squared error
 */
public record CalibrationStudy(
    int fittedOn,
    TemperatureScaling temperature,
    Reliability before,
    Reliability scaled,
    Reliability isotonic) {
  private static final int BINS = 10;

  /**
   * Fits on one half of the images, measures on the other.
   *
   * @throws IllegalArgumentException if a score does not lie in 0 … 1, or a half of the images has
   *     no detection
   */
  public static CalibrationStudy of(Matching matching) {
    Set<Long> first = firstHalf(matching.truth().imageIds());
    List<ScoredOutcome> fitted = outcomes(matching, first, true);
    List<ScoredOutcome> measured = outcomes(matching, first, false);
    if (fitted.isEmpty() || measured.isEmpty()) {
      throw new IllegalArgumentException(
          "%d detections in one half of the images, %d in the other: both need some"
              .formatted(fitted.size(), measured.size()));
    }
    TemperatureScaling temperature = TemperatureScaling.fit(fitted);
    return new CalibrationStudy(
        fitted.size(),
        temperature,
        Reliability.of(measured, Calibration.none(), BINS),
        Reliability.of(measured, temperature, BINS),
        Reliability.of(measured, IsotonicRegression.fit(fitted), BINS));
  }

  private static Set<Long> firstHalf(List<Long> imageIds) {
    List<Long> ascending = imageIds.stream().sorted().distinct().toList();
    Set<Long> half = new HashSet<>();
    for (int i = 0; i < ascending.size(); i += 2) {
      half.add(ascending.get(i));
    }
    return half;
  }

  private static List<ScoredOutcome> outcomes(Matching matching, Set<Long> half, boolean inHalf) {
    return matching.detections().stream()
        .filter(one -> one.verdict() != Verdict.IGNORED)
        .filter(one -> half.contains(one.detection().imageId()) == inHalf)
        .map(one -> new ScoredOutcome(one.detection().score(), one.isHit()))
        .toList();
  }
}
