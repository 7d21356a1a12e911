package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.nn.settings.Alpha;
import dev.fovea.nn.settings.Settings;
import java.util.Arrays;

/** Brings {@code loss.alpha} together with the classes of the training data. */
final class ClassAlphas {
  private ClassAlphas() {}

  /**
   * The settings with {@code loss.classCounts} filled in where {@code loss.alpha} follows from
   * them, so that the run's settings alone tell every α; what is filled in already stays.
   *
   * @throws FoveaException where numbers are given by class, but not for as many classes
   */
  static Settings resolved(Settings settings, Dataset training) {
    Alpha alpha = settings.loss().alpha().orElse(new Alpha.Same(0.5));
    int classes = training.classes().count();
    if (alpha instanceof Alpha.ForEachClass each && each.values().size() != classes) {
      throw FoveaException.user(
          "loss.alpha has %d numbers, but %s has %d classes; give one for each, in this order: %s"
              .formatted(
                  each.values().size(),
                  training.name(),
                  classes,
                  String.join(", ", training.classes().names())));
    }
    if (!(alpha instanceof Alpha.FromCounts)) {
      return settings;
    }
    int filled = settings.loss().classCounts().size();
    if (filled != 0 && filled != classes) {
      throw FoveaException.user(
          "loss.classCounts has %d numbers, but %s has %d classes; leave it out"
              .formatted(filled, training.name(), classes));
    }
    return filled != 0
        ? settings
        : settings.with("loss.classCounts=" + Arrays.toString(training.boxCounts()));
  }
}
