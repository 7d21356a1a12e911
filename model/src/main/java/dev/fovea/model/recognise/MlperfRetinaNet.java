package dev.fovea.model.recognise;

import dev.fovea.core.Preprocessing;
import java.util.List;
import java.util.Map;

/**
 * MLPerf's RetinaNet: torchvision's parts around ResNeXt-50-32x4d, for 264 classes of OpenImages;
 * images are stretched to 800 × 800 (mlcommons/training, {@code single_stage_detector}).
 */
final class MlperfRetinaNet extends TorchvisionRetinaNet {
  private static final int SIDE = 800;
  private static final int ANCHORS = 9;
  private static final int CLASSES = 264;

  @Override
  public String name() {
    return "mlperf";
  }

  @Override
  public String about() {
    return "MLPerf's RetinaNet (images stretched to 800 x 800)";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    List<Long> grouped = List.of(128L, 4L, 3L, 3L);
    List<Long> logits = List.of((long) ANCHORS * CLASSES, 256L, 3L, 3L);
    return super.recognises(shapes)
        && grouped.equals(shapes.get("backbone.body.layer1.0.conv2.weight"))
        && logits.equals(shapes.get("head.classification_head.cls_logits.weight"));
  }

  @Override
  public Preprocessing preprocessing() {
    return new Preprocessing(
        SIDE, SIDE, pixels().mean(), pixels().deviation(), 32, Preprocessing.Fit.SQUARE);
  }
}
