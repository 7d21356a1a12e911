package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import java.nio.file.Path;
import java.util.List;

/** A way in which detections with their scores are written to disk, for labelling tools. */
public interface DetectionWriter {
  /** What is written into the folder, for help and messages. */
  String layout();

  /**
   * Refuses pictures that the format cannot tell apart.
   *
   * @throws dev.fovea.core.FoveaException naming two of them
   */
  default void requireDistinct(List<String> names) {}

  /**
   * Writes all detections.
   *
   * @param folder which exists
   * @param pictures at least one
   * @param classes whose names, and ids where the format has any, are written
   * @throws dev.fovea.core.FoveaException when the disk refuses
   */
  void write(Path folder, List<DetectedPicture> pictures, ClassNames classes);
}
