package dev.fovea.cli;

import dev.fovea.data.format.PictureStore.Transfer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a data set is written, and how its pictures come into it. */
final class NewDatasetOptions {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A folder that is new or empty.")
  private Path out;

  @Option(
      names = "--images",
      defaultValue = "COPY",
      paramLabel = "copy|link",
      description = "Copy the pictures, or make symbolic links to them (default: copy).")
  private Transfer images;

  Path out() {
    return out;
  }

  Transfer images() {
    return images;
  }
}
