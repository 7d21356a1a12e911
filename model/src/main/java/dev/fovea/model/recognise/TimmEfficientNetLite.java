package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * timm's {@code tf_efficientnet_lite0} that classifies: blocks are numbered within their stages,
 * and pixels go from −1 to 1.
 */
final class TimmEfficientNetLite implements BackboneFlavour {
  private static final List<Integer> BLOCKS = List.of(1, 2, 2, 3, 3, 4, 1);

  /** The parts of a block with an expansion, which the first has not. */
  private static final Map<String, String> PARTS =
      Map.of(
          "conv_pw", "_expand_conv",
          "bn1", "_bn0",
          "conv_dw", "_depthwise_conv",
          "bn2", "_bn1",
          "conv_pwl", "_project_conv",
          "bn3", "_bn2");

  private static final Map<String, String> FIRST_PARTS =
      Map.of(
          "conv_dw", "_depthwise_conv",
          "bn1", "_bn1",
          "conv_pw", "_project_conv",
          "bn2", "_bn2");

  private static final Renaming NAMES =
      new Renaming()
          .rule("conv_stem\\.weight", "backbone.body._conv_stem.weight")
          .rule("bn1\\.(\\w+)", "backbone.body._bn0.$1")
          .rule("blocks\\.(\\d)\\.(\\d)\\.(\\w+)\\.(\\w+)", TimmEfficientNetLite::block)
          .rule("((?:blocks|conv_stem)\\..+)", "$1");

  private static String block(MatchResult match) {
    int stage = Integer.parseInt(match.group(1));
    int block = Integer.parseInt(match.group(2));
    for (int before : BLOCKS.subList(0, Math.min(stage, BLOCKS.size()))) {
      block += before;
    }
    Map<String, String> parts = stage == 0 ? FIRST_PARTS : PARTS;
    String part = parts.getOrDefault(match.group(3), match.group(3));
    return "backbone.body._blocks.%d.%s.%s".formatted(block, part, match.group(4));
  }

  @Override
  public String name() {
    return "timm_efficientnet_lite";
  }

  @Override
  public String about() {
    return "EfficientNet-Lite of timm";
  }

  @Override
  public boolean recognises(Map<String, List<Long>> shapes) {
    return shapes.containsKey("conv_stem.weight")
        && shapes.containsKey("blocks.1.0.conv_pwl.weight")
        && !shapes.containsKey("blocks.1.0.se.conv_reduce.weight");
  }

  @Override
  public Optional<String> rename(String tensor) {
    return NAMES.apply(tensor);
  }

  @Override
  public Optional<String> notNeeded(String tensor) {
    return tensor.matches("(conv_head|bn2|classifier)\\..+")
        ? Optional.of("the classifier")
        : BackboneFlavour.super.notNeeded(tensor);
  }

  @Override
  public Pixels pixels() {
    return Pixels.SYMMETRIC;
  }

  @Override
  public double normEpsilon() {
    return 1e-3;
  }
}
