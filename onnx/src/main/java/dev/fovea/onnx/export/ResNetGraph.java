package dev.fovea.onnx.export;

import dev.fovea.model.Architecture;
import dev.fovea.onnx.export.Layers.Step;
import dev.fovea.onnx.export.Layers.Window;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network (He et al. 2016, Xie et al. 2017) as nodes; its depth and the kind of its
 * blocks follow from the tensors' names and shapes, which are those of torchvision's {@code
 * models/resnet.py}.
 */
final class ResNetGraph implements BackboneGraph {
  private static final String PREFIX = "backbone.body.";

  private final GraphBuilder graph;
  private final Layers layers;
  private final Architecture architecture;

  ResNetGraph(GraphBuilder graph, Layers layers, Architecture architecture) {
    this.graph = graph;
    this.layers = layers;
    this.architecture = architecture;
  }

  @Override
  public List<Value> features(Value images) {
    Value features = pooled(layers.relu(step(images, "conv1", "bn1", 2)));
    List<Value> outputs = new ArrayList<>();
    for (int stage = 1; stage <= 4; stage++) {
      int block = 0;
      do {
        int stride = stage > 1 && block == 0 ? 2 : 1;
        features = block(features, "layer%d.%d.".formatted(stage, block), stride);
        block++;
      } while (layers.has(PREFIX + "layer%d.%d.conv1.weight".formatted(stage, block)));
      outputs.add(features);
    }
    return outputs.subList(1, 4);
  }

  private Value pooled(Value input) {
    Value largest =
        graph.node(
            "MaxPool",
            List.of(input),
            Attribute.of("kernel_shape", new long[] {3, 3}),
            Attribute.of("strides", new long[] {2, 2}),
            Attribute.of("pads", new long[] {1, 1, 1, 1}));
    return layers.activationLike(largest, input);
  }

  private Value block(Value input, String name, int stride) {
    Value branch =
        layers.has(PREFIX + name + "conv3.weight")
            ? bottleneck(input, name, stride)
            : step(
                layers.relu(step(input, name + "conv1", name + "bn1", stride)),
                name + "conv2",
                name + "bn2",
                1);
    Value shortcut =
        layers.has(PREFIX + name + "downsample.0.weight")
            ? layers.activation(step(input, name + "downsample.0", name + "downsample.1", stride))
            : input;
    return layers.relu(graph.node("Add", layers.activation(branch), shortcut));
  }

  /** The stride in the 3×3, or in the first 1×1 as MSRA's networks have it. */
  private Value bottleneck(Value input, String name, int stride) {
    int first = architecture.backbone().startsWith("msra_") ? stride : 1;
    Value branch = layers.relu(step(input, name + "conv1", name + "bn1", first));
    branch = layers.relu(step(branch, name + "conv2", name + "bn2", stride / first));
    return step(branch, name + "conv3", name + "bn3", 1);
  }

  private Value step(Value input, String convolution, String norm, int stride) {
    String weights = PREFIX + convolution;
    Window window = new Window(stride, groups(convolution), false);
    Step step = new Step(weights, PREFIX + norm, architecture.normEpsilon(), window);
    return architecture.norm() == Architecture.Norm.GROUP
        ? layers.convolutionWithGroupNorm(input, step)
        : layers.convolutionWithBatchNorm(input, step);
  }

  /** More than one in a bottleneck's 3×3 that sees fewer channels than its 1×1 has made. */
  private long groups(String convolution) {
    String before = PREFIX + convolution.replace("conv2", "conv1");
    return convolution.endsWith("conv2")
        ? layers.shape(before).getFirst() / layers.shape(PREFIX + convolution).get(1)
        : 1;
  }
}
