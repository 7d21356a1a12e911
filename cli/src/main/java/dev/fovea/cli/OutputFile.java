package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that results go into, looked at before the work. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Requires that {@code file} can be written; nothing is made.
   *
   * @param option which names it
   * @throws FoveaException where its folder is missing or is none, or where it is a folder itself
   */
  static void require(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw FoveaException.user(
          "%s %s is a folder; give the name of a file in it".formatted(option, file));
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw FoveaException.user(
          "%s %s cannot be written: %s is no folder that can be written into"
              .formatted(option, file, folder));
    }
  }
}
