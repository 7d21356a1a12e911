package dev.fovea.data.format;

import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A way in which data sets lie on disk. */
public interface DatasetFormat {
  /** The format's name, such as {@code COCO}. */
  String name();

  /** What the format looks like on disk, for the error that nothing was recognised. */
  String layout();

  /** Whether {@code root} looks like this format; reads no more than it must. */
  boolean recognises(Path root);

  /** The names of the splits in {@code root}, in a fixed order. */
  List<String> splits(Path root);

  /**
   * Reads one split, for training. The classes are those of the whole data set where the format can
   * tell.
   *
   * @throws dev.fovea.core.FoveaException naming the file and the place in it, when the split is
   *     missing or empty, or an annotation cannot be used
   */
  default Dataset read(Path root, String split) {
    return read(root, split, DefectSink.STRICT);
  }

  /**
   * Reads one split, telling {@code sink} of every defect; what is left out of the data set then is
   * the sink's choice.
   *
   * @throws dev.fovea.core.FoveaException when the split is missing or empty, or its file cannot be
   *     read at all
   */
  Dataset read(Path root, String split, DefectSink sink);

  /** Tells {@code sink} of defects that belong to no split, such as files that none uses. */
  default void inspect(Path root, DefectSink sink) {}

  /**
   * What writes this format, where it is written, for data that were read from {@code source}: it
   * may keep what a {@link Dataset} does not hold, such as masks.
   */
  default Optional<DatasetWriter> writer(Path source) {
    return writer();
  }

  /** What writes this format, where it is written. */
  default Optional<DatasetWriter> writer() {
    return Optional.empty();
  }
}
