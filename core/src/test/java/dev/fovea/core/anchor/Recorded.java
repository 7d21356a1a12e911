package dev.fovea.core.anchor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file of numbers recorded from another implementation. */
final class Recorded {
  private Recorded() {}

  /** The lines but for the first one's comment. */
  static List<String> lines(String name) {
    try (InputStream file = Recorded.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
