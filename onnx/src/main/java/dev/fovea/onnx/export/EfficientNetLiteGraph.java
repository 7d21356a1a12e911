package dev.fovea.onnx.export;

import dev.fovea.onnx.export.Layers.Step;
import dev.fovea.onnx.export.Layers.Window;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * EfficientNet-Lite0 (Tan &amp; Le 2019) as nodes, with the names and the padding of the Python
 * package {@code efficientnet_lite_pytorch}; kernels and channels follow from the tensors.
 */
final class EfficientNetLiteGraph implements BackboneGraph {
  private static final String PREFIX = "backbone.body.";
  private static final int BLOCKS = 16;

  /** The blocks that halve the size. */
  private static final Set<Integer> STRIDED = Set.of(1, 3, 5, 11);

  /** The last blocks at the strides 8, 16, 32. */
  private static final Set<Integer> OUTPUTS = Set.of(4, 10, 15);

  private final GraphBuilder graph;
  private final Layers layers;
  private final double epsilon;

  EfficientNetLiteGraph(GraphBuilder graph, Layers layers, double epsilon) {
    this.graph = graph;
    this.layers = layers;
    this.epsilon = epsilon;
  }

  @Override
  public List<Value> features(Value images) {
    Value features = layers.relu6(step(images, "_conv_stem", "_bn0", new Window(2, 1, true)));
    List<Value> outputs = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      features = block(features, "_blocks." + block + ".", STRIDED.contains(block) ? 2 : 1);
      if (OUTPUTS.contains(block)) {
        outputs.add(features);
      }
    }
    return outputs;
  }

  /** Expansion where there is one, a convolution within each channel, projection. */
  private Value block(Value input, String name, int stride) {
    String expansion = name + "_expand_conv";
    boolean expanded = layers.has(PREFIX + expansion + ".weight");
    long wide = layers.shape(PREFIX + name + "_depthwise_conv").getFirst();
    long in = expanded ? layers.shape(PREFIX + expansion).get(1) : wide;
    Value features =
        expanded ? layers.relu6(step(input, expansion, name + "_bn0", Window.of(1))) : input;
    Window within = new Window(stride, wide, true);
    features = layers.relu6(step(features, name + "_depthwise_conv", name + "_bn1", within));
    features =
        layers.activation(step(features, name + "_project_conv", name + "_bn2", Window.of(1)));
    boolean residual =
        stride == 1 && in == layers.shape(PREFIX + name + "_project_conv").getFirst();
    return residual ? layers.activation(graph.node("Add", features, input)) : features;
  }

  private Value step(Value input, String convolution, String norm, Window window) {
    return layers.convolutionWithBatchNorm(
        input, new Step(PREFIX + convolution, PREFIX + norm, epsilon, window));
  }
}
