package dev.fovea.onnx.export;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network (He et al. 2016) as nodes; its depth and the kind of its blocks follow from
 * the tensors' names, which are those of torchvision's {@code models/resnet.py}.
 */
final class ResNetGraph {
  private static final String PREFIX = "backbone.body.";

  private final GraphBuilder graph;
  private final Layers layers;
  private final Architecture architecture;

  ResNetGraph(GraphBuilder graph, Layers layers, Architecture architecture) {
    require(architecture);
    this.graph = graph;
    this.layers = layers;
    this.architecture = architecture;
  }

  /** Requires a backbone that is a ResNet. */
  static void require(Architecture architecture) {
    if (!architecture.backbone().startsWith("resnet")) {
      throw FoveaException.user(
          "the export to ONNX knows resnet18, resnet34, resnet50 and resnet101, not the backbone %s"
              .formatted(architecture.backbone()));
    }
  }

  /** From images {@code [N, 3, H, W]} to C3, C4, C5 at strides 8, 16, 32. */
  List<Value> features(Value images) {
    Value features = layers.relu(step(images, "conv1", "bn1", 2));
    features =
        graph.node(
            "MaxPool",
            List.of(features),
            Attribute.of("kernel_shape", new long[] {3, 3}),
            Attribute.of("strides", new long[] {2, 2}),
            Attribute.of("pads", new long[] {1, 1, 1, 1}));
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

  private Value block(Value input, String name, int stride) {
    boolean bottleneck = layers.has(PREFIX + name + "conv3.weight");
    Value branch = layers.relu(step(input, name + "conv1", name + "bn1", bottleneck ? 1 : stride));
    branch = step(branch, name + "conv2", name + "bn2", bottleneck ? stride : 1);
    if (bottleneck) {
      branch = step(layers.relu(branch), name + "conv3", name + "bn3", 1);
    }
    Value shortcut =
        layers.has(PREFIX + name + "downsample.0.weight")
            ? step(input, name + "downsample.0", name + "downsample.1", stride)
            : input;
    return layers.relu(graph.node("Add", branch, shortcut));
  }

  private Value step(Value input, String convolution, String norm, int stride) {
    String weights = PREFIX + convolution;
    double epsilon = architecture.normEpsilon();
    return architecture.norm() == Architecture.Norm.GROUP
        ? layers.convolutionWithGroupNorm(input, weights, PREFIX + norm, epsilon, stride)
        : layers.convolutionWithBatchNorm(input, weights, PREFIX + norm, epsilon, stride);
  }
}
