package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The list of the formats that are read. */
public final class DatasetFormats {
  private static final List<DatasetFormat> KNOWN = List.of(new VocFormat(), new CocoFormat());

  private DatasetFormats() {}

  /** Every format, in the order in which they are tried. */
  public static List<DatasetFormat> known() {
    return KNOWN;
  }

  /**
   * The format of the data set at {@code root}, told by looking.
   *
   * @throws FoveaException naming the formats known, when it is none of them or nothing is there
   */
  public static DatasetFormat recognise(Path root) {
    if (!Files.exists(root)) {
      throw FoveaException.data(
          "The data set " + root + " does not exist. Name a folder or a file that does.");
    }
    return KNOWN.stream()
        .filter(format -> format.recognises(root))
        .findFirst()
        .orElseThrow(() -> unknown(root));
  }

  /** Reads one split of a data set in any known format. */
  public static Dataset read(Path root, String split) {
    return recognise(root).read(root, split);
  }

  private static FoveaException unknown(Path root) {
    String formats =
        KNOWN.stream()
            .map(format -> format.name() + " (" + format.layout() + ")")
            .collect(Collectors.joining("; "));
    return FoveaException.data(
        root + " is no data set in a format that Fovea knows. Known: " + formats + ".");
  }
}
