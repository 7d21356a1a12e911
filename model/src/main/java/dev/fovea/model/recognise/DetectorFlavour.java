package dev.fovea.model.recognise;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.PyramidTop;
import java.util.Map;

/** Weights of a whole RetinaNet. */
public non-sealed interface DetectorFlavour extends Flavour {
  /** How its anchors lie, where a cell has nine of them. */
  AnchorSettings anchors();

  /** How images become its input. */
  default Preprocessing preprocessing() {
    return new Preprocessing(800, 1333, pixels().mean(), pixels().deviation(), 32);
  }

  /** How its outputs become detections. */
  PostProcessing postProcessing();

  /** What P6 and P7 are made from, where P6 has as many inputs as C5 has channels, or as P5. */
  default PyramidTop top(boolean ofBackbone) {
    return ofBackbone ? PyramidTop.C5 : PyramidTop.P5;
  }

  /** The settings by which it is trained further in its own manner, by their names. */
  Map<String, String> training(Architecture architecture);
}
