package dev.fovea.data.format;

import java.nio.file.Path;

/**
 * Where in a data set's files something stands.
 *
 * @param file the file
 * @param line counted from 1; 0 where it says nothing
 * @param element such as {@code annotations[3] (id 70)}; empty where it is the whole file
 */
public record Place(Path file, int line, String element) {
  /** A whole file. */
  public static Place of(Path file) {
    return new Place(file, 0, "");
  }

  /** A line of a file. */
  public static Place of(Path file, int line) {
    return new Place(file, line, "");
  }

  /** For people: {@code annotations[3] (id 70) in train.json (line 5)}. */
  @Override
  public String toString() {
    String where = line > 0 ? file + " (line " + line + ")" : file.toString();
    return element.isEmpty() ? where : element + " in " + where;
  }
}
