package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;

/**
 * Detectron2's RetinaNet trained from torchvision's ResNet: the stride in the 3×3, pixels with red
 * first. Its names and shapes are those of the zoo, so that it has to be named.
 */
final class Detectron2FromTorchvision extends Detectron2RetinaNet {
  @Override
  public String name() {
    return "detectron2_rgb";
  }

  @Override
  public String about() {
    return "Detectron2's RetinaNet trained from torchvision's ResNet (STRIDE_IN_1X1 false, RGB)";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return false;
  }

  @Override
  public String backbone(String torchvision) {
    return torchvision;
  }

  @Override
  public Pixels pixels() {
    return Pixels.IMAGENET;
  }
}
