package dev.fovea.data.check;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the pictures of a data set lie where it says; none is opened. */
public final class PictureFiles {
  private PictureFiles() {}

  /** The images whose file is missing or has no bytes. */
  public static List<LabelledImage> missing(Dataset dataset) {
    return dataset.images().stream().filter(image -> !hasBytes(image.file())).toList();
  }

  /**
   * Refuses a data set of which a picture is missing or empty.
   *
   * @param otherwise what can be done beside mending the data; may be empty
   * @throws FoveaException naming the first of them
   */
  public static void requireAll(Dataset dataset, String otherwise) {
    List<LabelledImage> missing = missing(dataset);
    if (!missing.isEmpty()) {
      throw FoveaException.data(
          sentence(dataset, missing)
              + " Bring them, or take them out of the annotations."
              + (otherwise.isEmpty() ? "" : " " + otherwise));
    }
  }

  /** The same as a warning, for those who go on without them. */
  public static Optional<Finding> finding(Dataset dataset) {
    List<LabelledImage> missing = missing(dataset);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(Finding.warning(sentence(dataset, missing) + " They are skipped."));
  }

  private static String sentence(Dataset dataset, List<LabelledImage> missing) {
    return "%s: %d of %d pictures are missing or empty, the first is %s."
        .formatted(
            dataset.name(), missing.size(), dataset.images().size(), missing.getFirst().file());
  }

  private static boolean hasBytes(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
