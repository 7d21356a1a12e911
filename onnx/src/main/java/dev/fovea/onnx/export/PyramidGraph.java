package dev.fovea.onnx.export;

import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** P3 … P7 from C3, C4, C5 as nodes (paper, section 4), named as torchvision names them. */
final class PyramidGraph {
  private static final String PREFIX = "backbone.fpn.";

  private final GraphBuilder graph;
  private final Layers layers;

  PyramidGraph(GraphBuilder graph, Layers layers) {
    this.graph = graph;
    this.layers = layers;
  }

  /** P3 … P7, P6 and P7 made from what {@code top} says. */
  List<Value> levels(List<Value> features, PyramidTop top) {
    List<Value> levels = new ArrayList<>();
    Value above = lateral(features, 2);
    levels.add(output(above, 2));
    for (int level = 1; level >= 0; level--) {
      above = layers.activation(graph.node("Add", doubled(above), lateral(features, level)));
      levels.addFirst(output(above, level));
    }
    Value source = top.ofBackbone() ? features.getLast() : levels.getLast();
    Value six = layers.activation(layers.convolution(source, PREFIX + "extra_blocks.p6", 2));
    levels.add(six);
    Value seventh = top.rectified() ? layers.relu(six) : six;
    levels.add(layers.activation(layers.convolution(seventh, PREFIX + "extra_blocks.p7", 2)));
    return levels;
  }

  private Value lateral(List<Value> features, int level) {
    String name = PREFIX + "inner_blocks.%d.0".formatted(level);
    return layers.activation(layers.convolution(features.get(level), name, 1));
  }

  private Value output(Value value, int level) {
    String name = PREFIX + "layer_blocks.%d.0".formatted(level);
    return layers.activation(layers.convolution(value, name, 1));
  }

  /** Exactly twice as large, since the input's sides are multiples of 32. */
  private Value doubled(Value value) {
    Value larger =
        graph.node(
            "Resize",
            List.of(value, Value.NONE, graph.floats(new long[] {4}, 1, 1, 2, 2)),
            Attribute.of("mode", "nearest"),
            Attribute.of("coordinate_transformation_mode", "asymmetric"),
            Attribute.of("nearest_mode", "floor"));
    return layers.activationLike(larger, value);
  }
}
