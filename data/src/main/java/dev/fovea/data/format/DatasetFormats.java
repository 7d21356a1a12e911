package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.data.KnownNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of the formats that are read and written. */
public final class DatasetFormats {
  private static final List<DatasetFormat> KNOWN =
      List.of(
          new VocFormat(),
          new CocoFormat(),
          new YoloFormat(),
          new CsvFormat(),
          new OpenImagesFormat(),
          new CvatFormat(),
          new CreateMlFormat(),
          new LabelMeFormat());

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

  /**
   * The writer of a format.
   *
   * @param name in any case
   * @throws FoveaException naming the formats that are written, when it is none of them
   */
  public static DatasetWriter writer(String name) {
    return writer(name, DatasetFormat::writer);
  }

  /**
   * The writer of a format for data that were read from {@code source}: it may keep what a {@link
   * Dataset} does not hold, such as masks.
   *
   * @throws FoveaException as {@link #writer(String)}
   */
  public static DatasetWriter writer(String name, Path source) {
    return writer(name, format -> format.writer(source));
  }

  private static DatasetWriter writer(
      String name, Function<DatasetFormat, Optional<DatasetWriter>> choice) {
    return KNOWN.stream()
        .filter(format -> format.name().equalsIgnoreCase(name))
        .flatMap(format -> choice.apply(format).stream())
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.user(
                    "There is no format "
                        + name
                        + " to write. "
                        + KnownNames.hint(name, written())));
  }

  /** The names of the formats that are written. */
  public static List<String> written() {
    return KNOWN.stream()
        .filter(format -> format.writer().isPresent())
        .map(format -> format.name().toLowerCase(Locale.ROOT))
        .toList();
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
