package dev.fovea.onnx.export;

import dev.fovea.core.FoveaException;
import dev.fovea.model.DType;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TensorView;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The network's layers as nodes, their weights from a model file: convolutions into which batch
 * norm is folded, group norm by instance norm.
 */
final class Layers {
  private static final int GROUPS = 32;

  private final GraphBuilder graph;
  private final ModelFile model;
  private final ValueType type;

  /** Layers in {@code type}, the arithmetic of weights and activations. */
  Layers(GraphBuilder graph, ModelFile model, ValueType type) {
    this.graph = graph;
    this.model = model;
    this.type = type;
  }

  boolean has(String tensor) {
    return model.tensors().containsKey(tensor);
  }

  /** A convolution with its own bias, {@code name.weight} and {@code name.bias}. */
  Value convolution(Value input, String name, int stride) {
    TensorView weight = model.tensor(name + ".weight");
    float[] bias = floats(name + ".bias");
    return convolution(input, name, new Filter(weight, floats(name + ".weight"), bias), stride);
  }

  /** A convolution without bias, then batch norm, in one: scaled weights, shifted bias. */
  Value convolutionWithBatchNorm(
      Value input, String name, String norm, double epsilon, int stride) {
    TensorView weight = model.tensor(name + ".weight");
    float[] weights = floats(name + ".weight");
    float[] scale = floats(norm + ".weight");
    float[] bias = floats(norm + ".bias");
    float[] mean = floats(norm + ".running_mean");
    float[] variance = floats(norm + ".running_var");
    int filter = weights.length / scale.length;
    for (int channel = 0; channel < scale.length; channel++) {
      double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        weights[i] = (float) (weights[i] * factor);
      }
      bias[channel] = (float) (bias[channel] - mean[channel] * factor);
    }
    return convolution(input, name, new Filter(weight, weights, bias), stride);
  }

  /** A convolution without bias, then group norm. */
  Value convolutionWithGroupNorm(
      Value input, String name, String norm, double epsilon, int stride) {
    TensorView weight = model.tensor(name + ".weight");
    float[] none = new float[Math.toIntExact(weight.shape().getFirst())];
    Filter filter = new Filter(weight, floats(name + ".weight"), none);
    return groupNorm(convolution(input, name, filter, stride), norm, epsilon);
  }

  /** A convolution's numbers, {@code view} for their shape. */
  private record Filter(TensorView view, float[] weights, float[] bias) {
    long[] shape() {
      return view.shape().stream().mapToLong(side -> side).toArray();
    }
  }

  private Value convolution(Value input, String name, Filter filter, int stride) {
    long[] shape = filter.shape();
    long padding = shape[2] / 2;
    return graph.node(
        "Conv",
        List.of(
            input,
            graph.weights(name + ".weight", type, shape, filter.weights()),
            graph.weights(name + ".bias", type, new long[] {shape[0]}, filter.bias())),
        Attribute.of("kernel_shape", new long[] {shape[2], shape[3]}),
        Attribute.of("strides", new long[] {stride, stride}),
        Attribute.of("pads", new long[] {padding, padding, padding, padding}));
  }

  /** Instance norm over each group's channels laid in a row: opset 17 knows no group norm. */
  private Value groupNorm(Value input, String name, double epsilon) {
    float[] ones = new float[GROUPS];
    Arrays.fill(ones, 1);
    long[] groups = {GROUPS};
    Value rows = graph.node("Reshape", input, graph.integers(0, GROUPS, -1));
    Value normalised =
        graph.node(
            "InstanceNormalization",
            List.of(
                rows,
                graph.weights(name + ".ones", type, groups, ones),
                graph.weights(name + ".zeros", type, groups, new float[GROUPS])),
            Attribute.of("epsilon", (float) epsilon));
    Value shaped = graph.node("Reshape", normalised, graph.node("Shape", input));
    float[] scale = floats(name + ".weight");
    long[] channels = {scale.length, 1, 1};
    Value scaled =
        graph.node("Mul", shaped, graph.weights(name + ".weight", type, channels, scale));
    return graph.node(
        "Add", scaled, graph.weights(name + ".bias", type, channels, floats(name + ".bias")));
  }

  Value relu(Value input) {
    return graph.node("Relu", input);
  }

  private float[] floats(String name) {
    TensorView tensor = model.tensor(name);
    if (tensor.type() != DType.F32) {
      throw FoveaException.data(
          "%s: the tensor %s is %s; the export to ONNX takes F32, as `fovea train` writes it"
              .formatted(model.path(), name, tensor.type()));
    }
    return tensor.toFloats();
  }
}
