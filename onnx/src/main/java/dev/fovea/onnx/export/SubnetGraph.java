package dev.fovea.onnx.export;

import dev.fovea.model.Architecture;
import dev.fovea.onnx.export.Layers.Step;
import dev.fovea.onnx.export.Layers.Window;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/** A subnet as nodes, the same on every level (paper, section 4). */
final class SubnetGraph {
  private static final double EPSILON = 1e-5;

  private final GraphBuilder graph;
  private final Layers layers;
  private final Architecture architecture;

  SubnetGraph(GraphBuilder graph, Layers layers, Architecture architecture) {
    this.graph = graph;
    this.layers = layers;
    this.architecture = architecture;
  }

  /** Logits {@code [N, H, W, A·K]}, float32. */
  Value logits(Value level) {
    return output(level, "head.classification_head.", "cls_logits");
  }

  /** Box deltas {@code [N, H, W, A·4]}, float32. */
  Value deltas(Value level) {
    return output(level, "head.regression_head.", "bbox_reg");
  }

  /** Channels last, as the anchors lie in memory. */
  private Value output(Value level, String subnet, String last) {
    Value features = level;
    for (int index = 0; index < architecture.headDepth(); index++) {
      String name = subnet + "conv." + index + ".";
      features =
          architecture.headNorm() == Architecture.HeadNorm.GROUP
              ? layers.convolutionWithGroupNorm(
                  features, new Step(name + "0", name + "1", EPSILON, Window.of(1)))
              : layers.convolution(features, name + "0", 1);
      features = layers.relu(features);
    }
    Value output =
        graph.node(
            "Cast",
            List.of(layers.lastConvolution(features, subnet + last)),
            Attribute.of("to", ValueType.FLOAT.number()));
    return graph.node("Transpose", List.of(output), Attribute.of("perm", new long[] {0, 2, 3, 1}));
  }
}
