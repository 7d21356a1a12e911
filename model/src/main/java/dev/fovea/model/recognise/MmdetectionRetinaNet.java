package dev.fovea.model.recognise;

import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.PyramidTop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * MMDetection's RetinaNet ({@code configs/_base_/models/retinanet_r50_fpn.py}) with a ResNet of
 * style {@code pytorch}.
 */
class MmdetectionRetinaNet implements DetectorFlavour {
  private static final Renaming NAMES =
      new Renaming()
          .rule("backbone\\.((conv1|bn1|layer\\d)\\..+)", "backbone.body.$1")
          .rule("neck\\.lateral_convs\\.(\\d)\\.conv\\.(\\w+)", "backbone.fpn.inner_blocks.$1.0.$2")
          .rule("neck\\.fpn_convs\\.(\\d)\\.conv\\.(\\w+)", MmdetectionRetinaNet::level)
          .rule(
              "bbox_head\\.cls_convs\\.(\\d+)\\.conv\\.(\\w+)",
              "head.classification_head.conv.$1.0.$2")
          .rule(
              "bbox_head\\.reg_convs\\.(\\d+)\\.conv\\.(\\w+)", "head.regression_head.conv.$1.0.$2")
          .rule("bbox_head\\.retina_cls\\.(\\w+)", "head.classification_head.cls_logits.$1")
          .rule("bbox_head\\.retina_reg\\.(\\w+)", "head.regression_head.bbox_reg.$1")
          .rule("((?:backbone|neck|bbox_head)\\..+)", "$1");

  /** The convolutions of P6 and P7 follow those of P3 to P5. */
  private static String level(MatchResult match) {
    int level = Integer.parseInt(match.group(1));
    return level < 3
        ? "backbone.fpn.layer_blocks.%d.0.%s".formatted(level, match.group(2))
        : "backbone.fpn.extra_blocks.p%d.%s".formatted(level + 3, match.group(2));
  }

  @Override
  public String name() {
    return "mmdetection";
  }

  @Override
  public String about() {
    return "MMDetection's RetinaNet (ResNet of style pytorch)";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return shapes.containsKey("bbox_head.retina_cls.weight");
  }

  @Override
  public Optional<String> rename(String tensor) {
    return NAMES.apply(tensor);
  }

  @Override
  public PyramidTop top(boolean ofBackbone) {
    return ofBackbone ? PyramidTop.C5_NO_RELU : PyramidTop.P5_NO_RELU;
  }

  @Override
  public Pixels pixels() {
    return Pixels.IMAGENET;
  }

  @Override
  public double normEpsilon() {
    return 1e-5;
  }

  @Override
  public AnchorSettings anchors() {
    return AnchorSettings.mmdetection();
  }

  @Override
  public PostProcessing postProcessing() {
    return PostProcessing.mmdetection();
  }

  @Override
  public Map<String, String> training(Architecture architecture) {
    return Map.of(
        "matching.lowQuality", "boxBest",
        "loss.box", "l1",
        "loss.normalizer", "batch");
  }
}
