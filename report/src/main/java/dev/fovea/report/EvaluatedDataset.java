package dev.fovea.report;

import dev.fovea.core.Detection;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set with what a detector found in it.
 *
 * @param dataset truth
 * @param detections one list for each image, in the data set's order, highest score first
 */
public record EvaluatedDataset(Dataset dataset, List<List<Detection>> detections) {
  /**
   * Checks that each image has its list.
   *
   * @throws IllegalArgumentException if their numbers differ
   */
  public EvaluatedDataset {
    detections = detections.stream().map(List::copyOf).toList();
    if (detections.size() != dataset.images().size()) {
      throw new IllegalArgumentException(
          "%d lists of detections for the %d images of %s"
              .formatted(detections.size(), dataset.images().size(), dataset.name()));
    }
  }

  /** The detections as the metric takes them. */
  public List<DetectedObject> objects() {
    List<DetectedObject> objects = new ArrayList<>();
    for (int i = 0; i < detections.size(); i++) {
      long image = dataset.images().get(i).id();
      detections.get(i).forEach(found -> objects.add(DetectedObject.of(image, found)));
    }
    return objects;
  }
}
