package dev.fovea.model;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a detector is beside its weights.
 *
 * @param architecture the network's shape
 * @param classes K names with the data set's own ids
 * @param anchors the layout that the heads' outputs refer to
 * @param preprocessing how an image becomes the network's input
 * @param postProcessing how the heads' outputs become detections
 * @param provenance where the weights come from: data hash, settings, versions, seed, step; kept in
 *     the order of the names
 */
public record ModelDescription(
    Architecture architecture,
    ClassNames classes,
    AnchorSettings anchors,
    Preprocessing preprocessing,
    PostProcessing postProcessing,
    Map<String, String> provenance) {
  public ModelDescription {
    provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    if (classes.count() == 0) {
      throw new IllegalArgumentException("a model needs at least one class");
    }
  }

  /** The same with another post-processing: thresholds set by the user. */
  public ModelDescription with(PostProcessing other) {
    return new ModelDescription(architecture, classes, anchors, preprocessing, other, provenance);
  }
}
