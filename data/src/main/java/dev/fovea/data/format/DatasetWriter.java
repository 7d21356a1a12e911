package dev.fovea.data.format;

import dev.fovea.data.Dataset;
import java.util.List;
import java.util.Map;

/** A way in which data sets are written to disk. */
public interface DatasetWriter {
  /**
   * Writes a data set into the folder of {@code pictures}, where nothing else lies.
   *
   * @param splits name → split, in order; all with the same classes
   * @param pictures takes the pictures
   * @return sentences about what the format cannot hold, each with its count; empty when nothing is
   *     lost
   * @throws dev.fovea.core.FoveaException when a picture is missing or the disk refuses
   */
  List<String> write(Map<String, Dataset> splits, PictureStore pictures);
}
