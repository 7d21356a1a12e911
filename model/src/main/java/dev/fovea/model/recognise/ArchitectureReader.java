package dev.fovea.model.recognise;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.model.recognise.Recognition.Heads;
import java.util.List;
import java.util.Map;

/** Reads a network's architecture off its tensors' shapes, under Fovea's names. */
final class ArchitectureReader {
  private static final String BODY = "backbone.body.";
  private static final String TOWER = "head.classification_head.conv.";
  private static final int USUAL_WIDTH = 256;
  private static final int USUAL_DEPTH = 4;

  private final Flavour flavour;
  private final Map<String, List<Long>> shapes;
  private final String file;

  /**
   * A reader of one file.
   *
   * @param shapes by Fovea's names
   * @param file named in errors
   */
  ArchitectureReader(Flavour flavour, Map<String, List<Long>> shapes, String file) {
    this.flavour = flavour;
    this.shapes = shapes;
    this.file = file;
  }

  /**
   * The architecture.
   *
   * @param counted whether batch norm's counters are in the file, as they are where it is trained
   */
  Architecture architecture(boolean counted) {
    try {
      return read(counted);
    } catch (IllegalArgumentException notAccepted) {
      throw refused("its " + notAccepted.getMessage());
    }
  }

  private Architecture read(boolean counted) {
    String backbone = backbone();
    if (!(flavour instanceof DetectorFlavour detector)) {
      return new Architecture(
          backbone,
          norm(counted),
          flavour.normEpsilon(),
          PyramidTop.P5,
          USUAL_WIDTH,
          USUAL_DEPTH,
          HeadNorm.NONE);
    }
    int width = side("backbone.fpn.inner_blocks.0.0.weight", 0);
    boolean ofBackbone = side("backbone.fpn.extra_blocks.p6.weight", 1) != width;
    return new Architecture(
        backbone,
        norm(counted),
        flavour.normEpsilon(),
        detector.top(ofBackbone),
        width,
        headDepth(),
        shapes.containsKey(TOWER + "0.1.weight") ? HeadNorm.GROUP : HeadNorm.NONE);
  }

  /** What the subnets give. */
  Heads heads() {
    int deltas = side("head.regression_head.bbox_reg.weight", 0);
    int logits = side("head.classification_head.cls_logits.weight", 0);
    int anchors = deltas / 4;
    if (deltas % 4 != 0 || anchors == 0 || logits % anchors != 0 || logits == 0) {
      throw refused(
          "its last convolutions have %d and %d channels, which are no anchors × classes and"
                  .formatted(logits, deltas)
              + " anchors × 4");
    }
    return new Heads(anchors, logits / anchors);
  }

  private String backbone() {
    if (shapes.containsKey(BODY + "_conv_stem.weight")) {
      long blocks =
          shapes.keySet().stream().filter(name -> name.endsWith("._project_conv.weight")).count();
      if (blocks != BackboneTensors.liteBlocks()) {
        throw refused(
            "it is an EfficientNet of %d blocks; known is Lite0 with %d"
                .formatted(blocks, BackboneTensors.liteBlocks()));
      }
      return Architecture.EFFICIENTNET_LITE0;
    }
    ResNetShape shape = ResNetShape.of(shapes);
    return shape
        .name()
        .map(flavour::backbone)
        .orElseThrow(
            () ->
                refused(
                    "its ResNet has %s %s in its stages, %d groups; known are %s"
                        .formatted(
                            shape.blocks(),
                            shape.bottleneck() ? "bottlenecks" : "blocks of two convolutions",
                            shape.groups(),
                            String.join(", ", Architecture.BACKBONES))));
  }

  private Norm norm(boolean counted) {
    boolean running =
        shapes.containsKey(BODY + "bn1.running_mean")
            || shapes.containsKey(BODY + "_bn0.running_mean")
            || flavour.constant(BODY + "bn1.running_mean").isPresent();
    return !running ? Norm.GROUP : counted ? Norm.BATCH : Norm.FROZEN;
  }

  private int headDepth() {
    int depth = 0;
    while (shapes.containsKey(TOWER + depth + ".0.weight")) {
      depth++;
    }
    return depth;
  }

  private int side(String name, int index) {
    List<Long> shape = shapes.get(name);
    if (shape == null || shape.size() != 4 || shape.get(index) > Integer.MAX_VALUE) {
      throw refused(
          shape == null
              ? "it has no %s".formatted(name)
              : "%s has shape %s, which is no convolution's".formatted(name, shape));
    }
    return Math.toIntExact(shape.get(index));
  }

  private FoveaException refused(String why) {
    return FoveaException.data("%s looks like %s, but %s".formatted(file, flavour.about(), why));
  }
}
