package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set that was written in another format.
 *
 * @param splits as they were read, by name
 * @param pictures how many were copied or linked
 * @param losses sentences about what the new format cannot hold; empty when nothing is lost
 */
public record Conversion(Map<String, Dataset> splits, int pictures, List<String> losses) {
  /**
   * Reads every split of a data set.
   *
   * @throws FoveaException when one cannot be used, or their classes differ
   */
  public static Map<String, Dataset> read(Path root) {
    DatasetFormat format = DatasetFormats.recognise(root);
    Map<String, Dataset> splits = new LinkedHashMap<>();
    for (String split : format.splits(root)) {
      splits.put(split, format.read(root, split));
    }
    Dataset first = splits.values().iterator().next();
    for (Dataset other : splits.values()) {
      if (!other.classes().equals(first.classes())) {
        throw FoveaException.data(
            "The splits %s and %s have different classes: %s and %s. One list for all is needed."
                .formatted(
                    first.name(), other.name(), first.classes().names(), other.classes().names()));
      }
    }
    return splits;
  }

  /**
   * Writes splits into a folder that appears when all is done.
   *
   * @param out new or empty
   * @throws FoveaException when {@code out} is not, or a picture is missing
   */
  public static Conversion write(
      Map<String, Dataset> splits, DatasetWriter writer, Path out, PictureSource source) {
    return NewFolder.fill(
        out,
        folder -> {
          PictureStore pictures = new PictureStore(folder, source);
          List<String> losses = writer.write(splits, pictures);
          return new Conversion(splits, pictures.count(), losses);
        });
  }
}
