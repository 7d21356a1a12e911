package dev.fovea.onnx.export;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import java.util.List;

/** A backbone as nodes. */
sealed interface BackboneGraph permits ResNetGraph, EfficientNetLiteGraph {
  /** From images {@code [N, 3, H, W]} to C3, C4, C5 at strides 8, 16, 32. */
  List<Value> features(Value images);

  /** The backbone of {@code architecture}, which {@link #require} has accepted. */
  static BackboneGraph of(GraphBuilder graph, Layers layers, Architecture architecture) {
    return architecture.backbone().equals(Architecture.EFFICIENTNET_LITE0)
        ? new EfficientNetLiteGraph(graph, layers, architecture.normEpsilon())
        : new ResNetGraph(graph, layers, architecture);
  }

  /**
   * Requires a backbone that can be written.
   *
   * @throws FoveaException when it is another
   */
  static void require(Architecture architecture) {
    String backbone = architecture.backbone();
    boolean residual = backbone.matches("(msra_)?resnet\\d+|resnext50_32x4d");
    if (!residual && !backbone.equals(Architecture.EFFICIENTNET_LITE0)) {
      throw FoveaException.user(
          "the export to ONNX knows ResNets, ResNeXt-50 and EfficientNet-Lite0, not the backbone "
              + backbone);
    }
  }
}
