package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A folder that appears whole or not at all. */
public final class NewFolder {
  private NewFolder() {}

  /**
   * Refuses a folder that has something in it.
   *
   * @throws FoveaException naming it
   */
  public static void requireVacant(Path folder) {
    try {
      if (Files.exists(folder) && !(Files.isDirectory(folder) && isEmpty(folder))) {
        throw FoveaException.user(
            folder + " exists and is no empty folder; give one that is new or empty");
      }
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  /**
   * Lets {@code work} fill a temporary folder beside {@code folder}, then renames it; removes it
   * where the work fails.
   *
   * @throws FoveaException when {@code folder} is not vacant or cannot be made
   */
  public static <T> T fill(Path folder, Function<Path, T> work) {
    requireVacant(folder);
    Path target = folder.toAbsolutePath().normalize();
    Path partial = target.resolveSibling("." + Folders.name(target) + ".partial");
    try {
      remove(partial);
      Files.createDirectories(partial);
      try {
        T result = work.apply(partial);
        Files.deleteIfExists(target);
        Files.move(partial, target);
        return result;
      } finally {
        remove(partial);
      }
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(folder)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }

  private static FoveaException unusable(Path folder, IOException failure) {
    return new FoveaException(
        FoveaException.Cause.USER,
        folder + " cannot be written: " + failure.getMessage() + "; give another folder",
        failure);
  }
}
