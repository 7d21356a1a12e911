package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.KnownNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The list of the formats in which detections are written. */
public final class DetectionWriters {
  private static final Map<String, DetectionWriter> KNOWN =
      Map.of(
          "coco", new CocoDetections(),
          "csv", new CsvDetections(),
          "yolo", new YoloDetections());

  private DetectionWriters() {}

  /** The names of all formats. */
  public static List<String> names() {
    return List.copyOf(new TreeMap<>(KNOWN).keySet());
  }

  /**
   * The writer of a format.
   *
   * @throws FoveaException naming the known formats, when it is none of them
   */
  public static DetectionWriter of(String name) {
    DetectionWriter writer = KNOWN.get(name);
    if (writer == null) {
      throw FoveaException.user(
          "There is no format " + name + " for detections. " + KnownNames.hint(name, names()));
    }
    return writer;
  }
}
