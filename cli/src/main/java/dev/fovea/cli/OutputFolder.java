package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder that pictures are written into, under the names of the images they show. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * Makes the folder where it is absent.
   *
   * @throws FoveaException when it cannot be made, or when a picture would replace its own image
   */
  static void prepare(Path folder, List<Path> images) {
    try {
      Files.createDirectories(folder);
      Path real = folder.toRealPath();
      for (Path image : images) {
        Path home = image.toAbsolutePath().getParent();
        if (Files.exists(home) && home.toRealPath().equals(real)) {
          throw FoveaException.user(
              "--out "
                  + folder
                  + " is the folder of "
                  + image.getFileName()
                  + ", which would be overwritten; give another folder");
        }
      }
    } catch (IOException failure) {
      throw new FoveaException(
          FoveaException.Cause.USER,
          "--out " + folder + " is no folder that can be written into; give another one",
          failure);
    }
  }
}
