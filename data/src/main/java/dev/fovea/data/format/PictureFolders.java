package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the pictures of an annotation file lie. */
final class PictureFolders {
  /** The folder in which COCO keeps its files beside those of the pictures. */
  static final String ANNOTATIONS = "annotations";

  /** As many pictures are looked for in a folder before it is given up. */
  private static final int PROBED = 20;

  private PictureFolders() {}

  /**
   * The folder relative to which a split's pictures are named: {@code SPLIT}, {@code images/SPLIT},
   * {@code images}, or the annotation file's own.
   *
   * @param names of the pictures, at least one
   * @throws FoveaException naming the folders looked into, where none has any of the first pictures
   */
  static Path find(Path file, String split, List<String> names) {
    return find(file, split, names, PROBED);
  }

  /** The same where most of the pictures may be absent. */
  static Path findAny(Path file, String split, List<String> names) {
    return find(file, split, names, names.size());
  }

  private static Path find(Path file, String split, List<String> names, int probed) {
    Set<Path> candidates = candidates(file, split);
    for (Path folder : candidates) {
      if (names.stream().limit(probed).anyMatch(name -> Files.exists(folder.resolve(name)))) {
        return folder;
      }
    }
    throw FoveaException.data(
        "The pictures of "
            + file
            + " (the first is "
            + names.getFirst()
            + ") are in none of the folders "
            + String.join(", ", candidates.stream().map(Path::toString).toList())
            + ". Put them into one of these.");
  }

  private static Set<Path> candidates(Path file, String split) {
    Path folder = file.resolveSibling("");
    Path root = Folders.name(folder).equals(ANNOTATIONS) ? folder.resolveSibling("") : folder;
    Set<Path> candidates = new LinkedHashSet<>();
    for (String name : List.of(split, split + "2017", split + "2014")) {
      candidates.add(root.resolve(name));
      candidates.add(root.resolve("images").resolve(name));
    }
    candidates.add(root.resolve("images"));
    candidates.add(root);
    candidates.add(folder);
    return candidates;
  }
}
