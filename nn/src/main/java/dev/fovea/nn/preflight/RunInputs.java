package dev.fovea.nn.preflight;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorGrids;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchoredImage;
import dev.fovea.core.anchor.ImageFit;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.batch.InputTruth;
import dev.fovea.nn.settings.Settings;

/** A run's images as its anchors meet them, augmentation left out. */
final class RunInputs {
  private final Preprocessing preprocessing;
  private final AnchorGrids grids;
  private final AnchorMatcher matcher;

  RunInputs(Settings settings) {
    preprocessing = settings.toPreprocessing();
    grids = new AnchorGrids(settings.toAnchors());
    matcher = new AnchorMatcher(settings.toMatching());
  }

  /** The image in an input of its own; its boxes in the order of its annotations to be found. */
  AnchoredImage of(LabelledImage image) {
    return InputTruth.of(image, preprocessing);
  }

  /** How the run's anchors meet its boxes. */
  ImageFit fit(AnchoredImage input) {
    int width = input.canvas().width();
    return ImageFit.of(grids.of(width, input.canvas().height()), matcher, input.truth());
  }
}
