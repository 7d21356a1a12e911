package dev.fovea.model.pickle;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The committed files, which the scripts in {@code src/test/python} make. */
final class Corpus {
  private Corpus() {}

  static Path file(String name) throws URISyntaxException {
    return Path.of(Corpus.class.getResource("/pickle/" + name).toURI());
  }

  /** The files of the folder {@code name}, sorted, without the records beside them. */
  static List<Path> files(String name) throws IOException, URISyntaxException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(file(name), "*.{pth,pkl}")) {
      folder.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }
}
