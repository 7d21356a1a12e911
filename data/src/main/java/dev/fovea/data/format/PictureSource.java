package dev.fovea.data.format;

import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;

/** Where the pictures of a data set that is being written come from. */
@FunctionalInterface
public interface PictureSource {
  /**
   * Puts an image's picture into a new file.
   *
   * @param target whose folder exists; its suffix is that of the image's name
   * @throws dev.fovea.core.FoveaException when the picture is missing or cannot be used
   * @throws IOException when the disk refuses
   */
  void put(LabelledImage image, Path target) throws IOException;
}
