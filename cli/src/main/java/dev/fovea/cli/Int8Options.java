package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a model is exported in int8, by which images, and on which it is measured. */
final class Int8Options {
  private static final int USUAL_IMAGES = 128;

  @Option(
      names = "--int8",
      description = "ONNX: the network in whole numbers of 8 bits; needs --calibrate.")
  private boolean int8;

  @Option(
      names = "--calibrate",
      paramLabel = "DATA",
      description = "--int8: the data set whose images show what the activations are like.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "--int8: the split of DATA to calibrate on (default: the training split).")
  private String split;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "--int8: how many images of it, evenly spread (default: " + USUAL_IMAGES + ").")
  private Integer images;

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description =
          "--int8: the split to measure AP on, before and after (default: the one the run validated"
              + " on, else val); none: it is not measured.")
  private String measure;

  boolean int8() {
    return int8;
  }

  Path data() {
    return data;
  }

  Optional<String> split() {
    return Optional.ofNullable(split);
  }

  int images() {
    return images == null ? USUAL_IMAGES : images;
  }

  Optional<String> measure() {
    return Optional.ofNullable(measure);
  }

  /**
   * Refuses what does not fit together.
   *
   * @throws FoveaException naming the option
   */
  void check() {
    if (int8 && data == null) {
      throw FoveaException.user(
          "--int8 needs --calibrate DATA: a data set with images like those to be detected in");
    }
    if (!int8 && (data != null || split != null || images != null || measure != null)) {
      throw FoveaException.user("--calibrate, --split, --images and --measure are for --int8");
    }
    if (images() < 1) {
      throw FoveaException.user("--images is " + images + "; give a number from 1 on");
    }
  }
}
