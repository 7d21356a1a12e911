package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.PictureFiles;
import dev.fovea.nn.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which images a model is calibrated on, and which others it is measured on.
 *
 * @param source the split that the images of the calibration are from
 * @param images of the calibration
 * @param measured a data set with none of them and with boxes; empty where there is none
 */
record CalibrationImages(Dataset source, List<LabelledImage> images, Optional<Dataset> measured) {
  private static final String NONE = "none";

  CalibrationImages {
    images = List.copyOf(images);
  }

  /**
   * Reads both splits.
   *
   * @throws FoveaException when there is no such split
   */
  static CalibrationImages of(Int8Options options, Settings settings, Console console) {
    DataArgument argument = DataArgument.of(options.data());
    Dataset source =
        argument.read(options.split().orElseGet(argument::trainingSplit), settings.data());
    PictureFiles.requireAll(source, "");
    List<LabelledImage> images = spread(source.images(), options.images());
    if (options.measure().filter(NONE::equals).isPresent()) {
      return new CalibrationImages(source, images, Optional.empty());
    }
    Dataset measured = EvalCommand.dataset(options.data(), options.measure(), settings, console);
    PictureFiles.requireAll(measured, "");
    return new CalibrationImages(source, images, without(measured, images));
  }

  /** {@code count} of them at equal distances, or all. */
  static List<LabelledImage> spread(List<LabelledImage> all, int count) {
    List<LabelledImage> chosen = new ArrayList<>();
    int taken = Math.min(count, all.size());
    for (int index = 0; index < taken; index++) {
      chosen.add(all.get((int) ((long) index * all.size() / taken)));
    }
    return chosen;
  }

  private static Optional<Dataset> without(Dataset dataset, List<LabelledImage> used) {
    Set<Path> files = used.stream().map(CalibrationImages::file).collect(Collectors.toSet());
    List<LabelledImage> left =
        dataset.images().stream().filter(image -> !files.contains(file(image))).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Dataset apart = new Dataset(dataset.name(), dataset.classes(), left, dataset.notes());
    return apart.boxCount() > 0 ? Optional.of(apart) : Optional.empty();
  }

  private static Path file(LabelledImage image) {
    return image.file().toAbsolutePath().normalize();
  }

  /** Which were taken, in words. */
  String summary() {
    String calibrated =
        "calibrated on %d of the %d images of %s"
            .formatted(images.size(), source.images().size(), source.name());
    return measured
        .map(
            other ->
                "%s; measured on %s of %s, none of them among those"
                    .formatted(calibrated, count(other.images().size()), other.name()))
        .orElse(calibrated + "; not measured: no other images with boxes");
  }

  private static String count(int images) {
    return images == 1 ? "1 image" : images + " images";
  }
}
