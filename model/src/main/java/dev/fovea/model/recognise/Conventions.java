package dev.fovea.model.recognise;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;

/**
 * What a model's weights were made for.
 *
 * @param architecture the network's shape
 * @param anchors the layout that the heads' outputs refer to
 * @param preprocessing how an image becomes the network's input
 * @param postProcessing how the heads' outputs become detections
 */
public record Conventions(
    Architecture architecture,
    AnchorSettings anchors,
    Preprocessing preprocessing,
    PostProcessing postProcessing) {
  /** Those of a described model. */
  public static Conventions of(ModelDescription model) {
    return new Conventions(
        model.architecture(), model.anchors(), model.preprocessing(), model.postProcessing());
  }
}
