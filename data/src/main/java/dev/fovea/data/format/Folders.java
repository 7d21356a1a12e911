package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.KnownNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What formats look up in folders. */
final class Folders {
  private Folders() {}

  /** The files in a folder that match a glob, by name; none where the folder is missing. */
  static List<Path> files(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException failure) {
      throw new FoveaException(
          FoveaException.Cause.DATA,
          "The folder " + folder + " cannot be listed: " + failure.getMessage() + ".",
          failure);
    }
    found.sort(Comparator.comparing(Folders::name));
    return found;
  }

  /** The last part of a path, also of {@code .} and of the root. */
  static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? path.toString() : last.toString();
  }

  /** What a split is called for people; a single file is no folder of splits. */
  static String dataset(Path root, String split) {
    return Files.isRegularFile(root) ? split : name(root) + "/" + split;
  }

  /** A file's name without its suffix. */
  static String stem(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The lines of a text. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  static FoveaException unknownSplit(Path root, String split, List<String> known) {
    return FoveaException.data(
        "The data set " + root + " has no split " + split + ". " + KnownNames.hint(split, known));
  }

  static FoveaException unreadable(Path file, IOException failure) {
    return new FoveaException(
        FoveaException.Cause.DATA,
        "The file " + file + " cannot be read: " + failure.getMessage() + ".",
        failure);
  }
}
