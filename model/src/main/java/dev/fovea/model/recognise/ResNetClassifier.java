package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ResNet or ResNeXt that classifies, or its features alone: torchvision's names, which timm's are
 * too.
 */
final class ResNetClassifier implements BackboneFlavour {
  private static final Renaming NAMES =
      new Renaming()
          .rule("(?:backbone\\.(?:body\\.)?)?((?:conv1|bn1|layer\\d)\\..+)", "backbone.body.$1");

  @Override
  public String name() {
    return "resnet";
  }

  @Override
  public String about() {
    return "a ResNet of torchvision's or timm's";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return shapes.keySet().stream()
        .anyMatch(name -> name.matches("(backbone\\.(body\\.)?)?layer1\\.0\\.conv1\\.weight"));
  }

  @Override
  public Optional<String> rename(String tensor) {
    return NAMES.apply(tensor);
  }

  @Override
  public Optional<String> notNeeded(String tensor) {
    return tensor.matches("(fc|head\\.fc)\\.(weight|bias)")
        ? Optional.of("the classifier")
        : BackboneFlavour.super.notNeeded(tensor);
  }

  @Override
  public Pixels pixels() {
    return Pixels.IMAGENET;
  }

  @Override
  public double normEpsilon() {
    return 1e-5;
  }
}
