package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;

/**
 * torchvision's {@code RetinaNet_ResNet50_FPN_Weights.COCO_V1}, whose frozen batch norm adds
 * nothing to the variance ({@code overwrite_eps} in {@code models/detection/retinanet.py}).
 *
 * <p>Told by the names of before 0.13 without counters of batch norm, which that file has. A copy
 * saved since then has the new names, as others have: name this flavour for it.
 */
final class TorchvisionPublished extends TorchvisionRetinaNet {
  @Override
  public String name() {
    return "torchvision_coco_v1";
  }

  @Override
  public String about() {
    return "torchvision's RetinaNet as published for COCO in 2020 (batch norm's epsilon 0)";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return super.recognises(shapes)
        && shapes.containsKey("head.classification_head.conv.2.weight")
        && shapes.keySet().stream().noneMatch(name -> name.endsWith(".num_batches_tracked"));
  }

  @Override
  public double normEpsilon() {
    return 0;
  }
}
