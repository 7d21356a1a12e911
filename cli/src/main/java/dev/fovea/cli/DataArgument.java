package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormat;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.nn.settings.DataBranch;
import dev.fovea.nn.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The DATA argument: where a data set lies, in which format.
 *
 * @param root a folder or a file
 * @param format as its files show
 */
record DataArgument(Path root, DatasetFormat format) {
  private static final List<String> TRAINING = List.of("train", "trainval", "training");
  private static final List<String> VALIDATION = List.of("val", "valid", "validation");

  static DataArgument of(Path root) {
    return new DataArgument(root, DatasetFormats.recognise(root));
  }

  /** The split that is meant to be learned from: the one so named, or the only one. */
  String trainingSplit() {
    List<String> splits = format.splits(root);
    return named(TRAINING)
        .or(() -> splits.size() == 1 ? Optional.of(splits.getFirst()) : Optional.empty())
        .orElseThrow(
            () ->
                FoveaException.user(
                    "which split of "
                        + root
                        + " to train on? Name one of "
                        + splits
                        + " by --set data.train=NAME"));
  }

  /** The split that is meant for validation, if one is so named. */
  Optional<String> validationSplit() {
    return named(VALIDATION);
  }

  /** The settings with splits: those that are not set are chosen by their names. */
  Settings withSplits(Settings asked) {
    if (asked.data().train().isPresent()) {
      return asked;
    }
    Settings settings = asked.with("data.train=" + trainingSplit());
    return settings.data().validation().isEmpty() && validationSplit().isPresent()
        ? settings.with("data.validation=" + validationSplit().get())
        : settings;
  }

  private Optional<String> named(List<String> wanted) {
    List<String> splits = format.splits(root);
    return wanted.stream().filter(splits::contains).findFirst();
  }

  /**
   * Reads a split of this data set, or another data set where {@code name} is a path; classes as
   * settings say.
   */
  Dataset read(String name, DataBranch settings) {
    Dataset dataset =
        !format.splits(root).contains(name) && Files.exists(Path.of(name))
            ? elsewhere(Path.of(name))
            : format.read(root, name);
    if (!settings.ignoreClasses().isEmpty()) {
      dataset = dataset.withIgnored(settings.ignoreClasses());
    }
    return settings.classes().isEmpty() ? dataset : dataset.onlyClasses(settings.classes());
  }

  private static Dataset elsewhere(Path path) {
    DataArgument other = of(path);
    return other.format.read(path, other.trainingSplit());
  }
}
