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
 * @param thresholds by class name, the score from which on its detections are shown; for all
 *     classes, some, or none
 * @param provenance where the weights come from: data hash, settings, versions, seed, step; kept in
 *     the order of the names
 */
public record ModelDescription(
    Architecture architecture,
    ClassNames classes,
    AnchorSettings anchors,
    Preprocessing preprocessing,
    PostProcessing postProcessing,
    Map<String, Double> thresholds,
    Map<String, String> provenance) {
  public ModelDescription {
    thresholds = Collections.unmodifiableMap(new TreeMap<>(thresholds));
    provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    if (classes.count() == 0) {
      throw new IllegalArgumentException("a model needs at least one class");
    }
    for (Map.Entry<String, Double> one : thresholds.entrySet()) {
      requireThreshold(one.getKey(), one.getValue(), classes);
    }
  }

  /** A model without thresholds of its own. */
  public ModelDescription(
      Architecture architecture,
      ClassNames classes,
      AnchorSettings anchors,
      Preprocessing preprocessing,
      PostProcessing postProcessing,
      Map<String, String> provenance) {
    this(architecture, classes, anchors, preprocessing, postProcessing, Map.of(), provenance);
  }

  private static void requireThreshold(String name, Double threshold, ClassNames classes) {
    if (!classes.names().contains(name)) {
      throw new IllegalArgumentException("a threshold of " + name + ", which is no class");
    }
    if (threshold == null || !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "the threshold of " + name + " is " + threshold + "; accepted: from 0 to 1");
    }
  }

  /** The same with another post-processing: thresholds set by the user. */
  public ModelDescription with(PostProcessing other) {
    return new ModelDescription(
        architecture, classes, anchors, preprocessing, other, thresholds, provenance);
  }

  /** The same with other scores from which on detections are shown. */
  public ModelDescription withThresholds(Map<String, Double> other) {
    return new ModelDescription(
        architecture, classes, anchors, preprocessing, postProcessing, other, provenance);
  }
}
