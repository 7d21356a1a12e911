package dev.fovea.data.format;

import dev.fovea.core.Detection;
import dev.fovea.core.Size;
import java.util.List;

/**
 * What was found in one picture.
 *
 * @param name of the picture, with {@code /} between folders; no two pictures share one
 * @param size of the picture
 * @param detections in the picture's pixels, highest score first; possibly none
 */
public record DetectedPicture(String name, Size size, List<Detection> detections) {
  public DetectedPicture {
    detections = List.copyOf(detections);
  }
}
