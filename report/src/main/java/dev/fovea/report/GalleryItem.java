package dev.fovea.report;

import dev.fovea.core.Detection;
import dev.fovea.core.diagnosis.HardExample;
import dev.fovea.data.LabelledImage;
import java.util.List;

/**
 * Something hard in an image, to be shown as a cutting of its picture.
 *
 * @param image where
 * @param example what; its box in the image's pixels
 * @param shown the image's detections that count, in its pixels
 */
public record GalleryItem(LabelledImage image, HardExample example, List<Detection> shown) {
  public GalleryItem {
    shown = List.copyOf(shown);
  }
}
