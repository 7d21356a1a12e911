package dev.fovea.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Text files of the class path. */
final class Resources {
  private Resources() {}

  /** The text of a file beside this class. */
  static String text(String name) {
    return textAt("/dev/fovea/report/" + name);
  }

  /** The text of a file anywhere on the class path. */
  static String textAt(String path) {
    try (InputStream file = Resources.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new FileNotFoundException(path + " is not on the class path");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
