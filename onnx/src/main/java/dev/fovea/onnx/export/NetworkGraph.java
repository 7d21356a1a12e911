package dev.fovea.onnx.export;

import dev.fovea.model.Architecture;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/** The whole RetinaNet as nodes: backbone, pyramid, two subnets. */
final class NetworkGraph {
  private NetworkGraph() {}

  /**
   * From normalised images {@code [N, 3, H, W]}, H and W multiples of 32, to the heads' outputs.
   */
  static HeadValues outputs(
      GraphBuilder graph, ModelFile model, Value images, Activations activations) {
    Architecture architecture = model.description().architecture();
    ValueType type = activations.type();
    Layers layers = new Layers(graph, model, activations);
    BackboneGraph backbone = BackboneGraph.of(graph, layers, architecture);
    Value input = type == ValueType.FLOAT ? images : cast(graph, images, type);
    List<Value> levels =
        new PyramidGraph(graph, layers).levels(backbone.features(input), architecture.p6());
    SubnetGraph heads = new SubnetGraph(graph, layers, architecture);
    return new HeadValues(
        levels.stream().map(heads::logits).toList(), levels.stream().map(heads::deltas).toList());
  }

  private static Value cast(GraphBuilder graph, Value value, ValueType type) {
    return graph.node("Cast", List.of(value), Attribute.of("to", type.number()));
  }
}
