package dev.fovea.model.recognise;

import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;

/**
 * Detectron2's RetinaNet ({@code modeling/meta_arch/retinanet.py}) with a ResNet-FPN, as its zoo
 * has them: MSRA's ResNet with the stride in the first 1×1, pixels with blue first.
 */
class Detectron2RetinaNet implements DetectorFlavour {
  private static final String BODY = "backbone.body.";
  private static final Renaming NAMES =
      new Renaming()
          .rule("backbone\\.bottom_up\\.stem\\.conv1\\.weight", BODY + "conv1.weight")
          .rule("backbone\\.bottom_up\\.stem\\.conv1\\.norm\\.(\\w+)", BODY + "bn1.$1")
          .rule(
              "backbone\\.bottom_up\\.res(\\d)\\.(\\d+)\\.conv(\\d)\\.weight",
              match -> block(match) + "conv" + match.group(3) + ".weight")
          .rule(
              "backbone\\.bottom_up\\.res(\\d)\\.(\\d+)\\.conv(\\d)\\.norm\\.(\\w+)",
              match -> block(match) + "bn" + match.group(3) + "." + match.group(4))
          .rule(
              "backbone\\.bottom_up\\.res(\\d)\\.(\\d+)\\.shortcut\\.weight",
              match -> block(match) + "downsample.0.weight")
          .rule(
              "backbone\\.bottom_up\\.res(\\d)\\.(\\d+)\\.shortcut\\.norm\\.(\\w+)",
              match -> block(match) + "downsample.1." + match.group(3))
          .rule("backbone\\.fpn_lateral(\\d)\\.(weight|bias)", match -> level("inner", match))
          .rule("backbone\\.fpn_output(\\d)\\.(weight|bias)", match -> level("layer", match))
          .rule("backbone\\.top_block\\.p([67])\\.(\\w+)", "backbone.fpn.extra_blocks.p$1.$2")
          .rule(
              "head\\.cls_subnet\\.(\\d*[02468])\\.(weight|bias)",
              match -> tower("classification", match))
          .rule(
              "head\\.bbox_subnet\\.(\\d*[02468])\\.(weight|bias)",
              match -> tower("regression", match))
          .rule("head\\.cls_score\\.(\\w+)", "head.classification_head.cls_logits.$1")
          .rule("head\\.bbox_pred\\.(\\w+)", "head.regression_head.bbox_reg.$1")
          .rule("((?:backbone|head)\\..+)", "$1");

  private static String block(MatchResult match) {
    return BODY + "layer%d.%s.".formatted(Integer.parseInt(match.group(1)) - 1, match.group(2));
  }

  private static String level(String kind, MatchResult match) {
    int level = Integer.parseInt(match.group(1)) - 3;
    return "backbone.fpn.%s_blocks.%d.0.%s".formatted(kind, level, match.group(2));
  }

  /** Convolutions and ReLUs are counted together. */
  private static String tower(String subnet, MatchResult match) {
    int index = Integer.parseInt(match.group(1)) / 2;
    return "head.%s_head.conv.%d.0.%s".formatted(subnet, index, match.group(2));
  }

  @Override
  public String name() {
    return "detectron2";
  }

  @Override
  public String about() {
    return "Detectron2's RetinaNet, as in its zoo (MSRA's ResNet, blue first)";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return shapes.containsKey("head.cls_score.weight")
        && shapes.containsKey("backbone.bottom_up.stem.conv1.weight");
  }

  @Override
  public Optional<String> rename(String tensor) {
    return NAMES.apply(tensor);
  }

  @Override
  public Optional<String> notNeeded(String tensor) {
    if (tensor.matches("pixel_(mean|std)|(anchor_generator\\.)?cell_anchors\\.\\d+")
        || tensor.startsWith("anchor_generator.cell_anchors.")) {
      return Optional.of("constants of the settings");
    }
    return tensor.startsWith("backbone.bottom_up.stem.fc.")
        ? Optional.of("a classifier")
        : DetectorFlavour.super.notNeeded(tensor);
  }

  /** Its files of frozen batch norm may lack statistics ({@code layers/batch_norm.py}). */
  @Override
  public OptionalDouble constant(String tensor) {
    if (tensor.startsWith(BODY) && tensor.endsWith(".running_mean")) {
      return OptionalDouble.of(0);
    }
    return tensor.startsWith(BODY) && tensor.endsWith(".running_var")
        ? OptionalDouble.of(1)
        : OptionalDouble.empty();
  }

  @Override
  public String backbone(String torchvision) {
    return ResNetShape.msra(torchvision);
  }

  @Override
  public Pixels pixels() {
    return Pixels.CAFFE;
  }

  @Override
  public double normEpsilon() {
    return 1e-5;
  }

  @Override
  public AnchorSettings anchors() {
    return AnchorSettings.detectron2();
  }

  @Override
  public PostProcessing postProcessing() {
    return PostProcessing.detectron2();
  }

  @Override
  public Map<String, String> training(Architecture architecture) {
    return Map.of(
        "matching.lowQuality", "anchorBest",
        "loss.box", "l1",
        "loss.normalizer", "ema");
  }
}
