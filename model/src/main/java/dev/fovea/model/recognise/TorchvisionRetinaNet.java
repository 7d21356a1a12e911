package dev.fovea.model.recognise;

import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A RetinaNet made of torchvision's parts: {@code retinanet_resnet50_fpn}, {@code _v2}, and any
 * other of {@code resnet_fpn_backbone}, {@code RetinaNetHead} and {@code LastLevelP6P7}.
 *
 * <p>Reads the names of before and since 0.13, when convolutions of the pyramid and the heads moved
 * into blocks: {@code conv.2.weight} became {@code conv.1.0.weight}.
 */
class TorchvisionRetinaNet implements DetectorFlavour {
  private static final Renaming NAMES =
      new Renaming()
          .rule("backbone\\.body\\.(.+)", "backbone.body.$1")
          .rule(
              "backbone\\.fpn\\.(inner|layer)_blocks\\.(\\d+)\\.(?:0\\.)?(weight|bias)",
              "backbone.fpn.$1_blocks.$2.0.$3")
          .rule(
              "backbone\\.fpn\\.extra_blocks\\.p([67])\\.(.+)", "backbone.fpn.extra_blocks.p$1.$2")
          .rule(
              "head\\.(classification|regression)_head\\.conv\\.(\\d+)\\.([01])\\.(.+)",
              "head.$1_head.conv.$2.$3.$4")
          .rule(
              "head\\.(\\w+)_head\\.conv\\.(\\d+)\\.(weight|bias)",
              match ->
                  "head.%s_head.conv.%d.0.%s"
                      .formatted(
                          match.group(1), Integer.parseInt(match.group(2)) / 2, match.group(3)))
          .rule(
              "head\\.classification_head\\.cls_logits\\.(.+)",
              "head.classification_head.cls_logits.$1")
          .rule("head\\.regression_head\\.bbox_reg\\.(.+)", "head.regression_head.bbox_reg.$1")
          .rule("((?:backbone|head)\\..+)", "$1");

  @Override
  public String name() {
    return "torchvision";
  }

  @Override
  public String about() {
    return "torchvision's RetinaNet";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return shapes.containsKey("head.classification_head.cls_logits.weight")
        && shapes.containsKey("head.regression_head.bbox_reg.weight");
  }

  @Override
  public Optional<String> rename(String tensor) {
    return NAMES.apply(tensor);
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
    return AnchorSettings.torchvision();
  }

  @Override
  public PostProcessing postProcessing() {
    return PostProcessing.torchvision();
  }

  @Override
  public Map<String, String> training(Architecture architecture) {
    return Map.of(
        "matching.lowQuality", "anchorBest",
        "loss.box", architecture.headNorm() == Architecture.HeadNorm.GROUP ? "giou" : "l1",
        "loss.normalizer", "image");
  }
}
