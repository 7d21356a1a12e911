package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.data.Dataset;
import dev.fovea.data.batch.BatchLoader;
import dev.fovea.data.batch.LoaderOptions;
import dev.fovea.data.batch.Unreadable;
import dev.fovea.data.transform.Augmentation;
import dev.fovea.nn.settings.DataBranch;
import dev.fovea.nn.settings.Settings;
import java.util.Optional;

/**
 * What a run learns, from which images.
 *
 * @param settings every choice
 * @param training images to learn from
 * @param validation images to measure on; without them the last model is the best
 */
public record TrainingInput(Settings settings, Dataset training, Optional<Dataset> validation) {
  public TrainingInput {
    if (training.boxCount() == 0) {
      throw FoveaException.data(
          "The data set " + training.name() + " has no box to learn from; label some objects.");
    }
    if (validation.isPresent() && !validation.get().classes().equals(training.classes())) {
      throw FoveaException.data(
          "The classes of %s (%s) are not those of %s (%s); give both the same classes."
              .formatted(
                  validation.get().name(),
                  String.join(", ", validation.get().classes().names()),
                  training.name(),
                  String.join(", ", training.classes().names())));
    }
    settings = ClassAlphas.resolved(settings, training);
  }

  /** A run that is measured on {@code validation} as it goes. */
  public TrainingInput(Settings settings, Dataset training, Dataset validation) {
    this(settings, training, Optional.of(validation));
  }

  /** A run without validation: its last model is its best. */
  public TrainingInput(Settings settings, Dataset training) {
    this(settings, training, Optional.empty());
  }

  /** The same with other settings. */
  TrainingInput with(Settings changed) {
    return new TrainingInput(changed, training, validation);
  }

  Preprocessing preprocessing() {
    return settings.input().toPreprocessing();
  }

  /** The shuffled, augmented training images from {@code firstSample} on. */
  BatchLoader loader(long firstSample) {
    Unreadable unreadable =
        settings.data().unreadable() == DataBranch.Unreadable.SKIP
            ? Unreadable.SKIP
            : Unreadable.REFUSE;
    return new BatchLoader(
        training,
        preprocessing(),
        options(settings.train().ahead()).startingAt(firstSample).withUnreadable(unreadable));
  }

  /** The first step's images once more; an unreadable one is refused. */
  BatchLoader firstBatches() {
    return new BatchLoader(training, preprocessing(), options(1));
  }

  private LoaderOptions options(int ahead) {
    Augmentation augmentation = Augmentation.valueOf(settings.input().augmentation().name());
    return new LoaderOptions(
        augmentation.transforms(settings.input().verticalFlip()),
        settings.train().batch(),
        settings.train().seed(),
        0,
        Unreadable.REFUSE,
        ahead);
  }
}
