package dev.fovea.data.format;

import dev.fovea.core.Image;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for the readers' tests. */
final class MadePictures {
  private MadePictures() {}

  /** A picture of 20 x 10 pixels. */
  static void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageWriter.write(new Image(20, 10, new byte[600]), file);
  }

  /** A text, its folders made. */
  static void text(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
