package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The IMAGE, DIR and GLOB arguments as a list of files. */
final class ImageArguments {
  private static final Set<String> SUFFIXES =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

  private ImageArguments() {}

  /** Files as named; a folder's pictures by name, its subfolders' too; a pattern's matches. */
  static List<Path> files(List<String> arguments) {
    List<Path> files = new ArrayList<>();
    for (String argument : arguments) {
      try {
        files.addAll(files(argument));
      } catch (IOException failure) {
        throw FoveaException.user("cannot read " + argument + ": " + failure.getMessage());
      }
    }
    return files;
  }

  private static List<Path> files(String argument) throws IOException {
    Path path = Path.of(argument);
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        return some(all.filter(ImageArguments::isPicture).sorted().toList(), argument);
      }
    }
    if (Files.exists(path) || !argument.matches(".*[*?\\[{].*")) {
      if (!Files.exists(path)) {
        throw FoveaException.user("there is no file or folder " + argument);
      }
      return List.of(path);
    }
    Path folder = path.toAbsolutePath().getParent();
    try (DirectoryStream<Path> matches =
        Files.newDirectoryStream(folder, path.getFileName().toString())) {
      List<Path> found = new ArrayList<>();
      matches.forEach(found::add);
      return some(found.stream().sorted().toList(), argument);
    }
  }

  private static List<Path> some(List<Path> found, String argument) {
    if (found.isEmpty()) {
      throw FoveaException.user(
          "no picture in "
              + argument
              + "; files ending in "
              + String.join(", ", SUFFIXES)
              + " are taken");
    }
    return found;
  }

  private static boolean isPicture(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
