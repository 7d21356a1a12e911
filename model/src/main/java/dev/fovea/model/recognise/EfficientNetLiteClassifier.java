package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EfficientNet-Lite0 that classifies: the names of the package {@code efficientnet_lite_pytorch}.
 */
final class EfficientNetLiteClassifier implements BackboneFlavour {
  private static final Renaming NAMES =
      new Renaming()
          .rule(
              "(?:backbone\\.body\\.)?((?:_conv_stem|_bn0|_blocks\\.\\d+)\\..+)",
              "backbone.body.$1")
          .rule("(_.+)", "$1");

  @Override
  public String name() {
    return "efficientnet_lite";
  }

  @Override
  public String about() {
    return "EfficientNet-Lite of efficientnet_lite_pytorch";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return shapes.containsKey("_conv_stem.weight")
        || shapes.containsKey("backbone.body._conv_stem.weight");
  }

  @Override
  public Optional<String> rename(String tensor) {
    return NAMES.apply(tensor);
  }

  @Override
  public Optional<String> notNeeded(String tensor) {
    return tensor.matches("(_conv_head|_bn1|_fc)\\..+")
        ? Optional.of("the classifier")
        : BackboneFlavour.super.notNeeded(tensor);
  }

  @Override
  public Pixels pixels() {
    return Pixels.IMAGENET;
  }

  @Override
  public double normEpsilon() {
    return 1e-3;
  }
}
