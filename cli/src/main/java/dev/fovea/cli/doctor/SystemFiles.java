package dev.fovea.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files in which Linux describes itself; other systems, and denied ones, have none of them. */
final class SystemFiles {
  private SystemFiles() {}

  /** The lines of a file; none where it cannot be read. */
  static List<String> lines(String path) {
    try {
      return Files.readAllLines(Path.of(path));
    } catch (IOException absent) {
      return List.of();
    }
  }

  /** Values of a key in lines of the form {@code key : value}. */
  static Stream<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.contains(":"))
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }

  /**
   * Whether files in {@code path} cannot be executed or mapped as libraries.
   *
   * @param mounts the lines of {@code /proc/mounts}
   */
  static boolean forbidsExecution(List<String> mounts, Path path) {
    String options = "";
    int longest = -1;
    for (String mount : mounts) {
      String[] words = mount.split(" ", -1);
      Path point = Path.of(words.length < 4 ? "/" : words[1].replace("\\040", " "));
      // Of mounts upon each other the last one holds.
      if (words.length >= 4 && path.startsWith(point) && point.getNameCount() >= longest) {
        longest = point.getNameCount();
        options = words[3];
      }
    }
    return List.of(options.split(",", -1)).contains("noexec");
  }
}
