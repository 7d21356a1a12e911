package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;

/**
 * MMDetection's RetinaNet with a ResNet of style {@code caffe}: the stride in the first 1×1, pixels
 * with blue first. Its names and shapes are those of style {@code pytorch}, so that it has to be
 * named.
 */
final class MmdetectionCaffe extends MmdetectionRetinaNet {
  @Override
  public String name() {
    return "mmdetection_caffe";
  }

  @Override
  public String about() {
    return "MMDetection's RetinaNet (ResNet of style caffe, blue first)";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return false;
  }

  @Override
  public String backbone(String torchvision) {
    return ResNetShape.msra(torchvision);
  }

  @Override
  public Pixels pixels() {
    return Pixels.CAFFE;
  }
}
