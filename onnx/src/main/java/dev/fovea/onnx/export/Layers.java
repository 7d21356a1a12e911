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
  private final Activations activations;
  private final ValueType type;

  /** Layers whose activations and weights are as {@code activations} has them. */
  Layers(GraphBuilder graph, ModelFile model, Activations activations) {
    this.graph = graph;
    this.model = model;
    this.activations = activations;
    type = activations.type();
  }

  boolean has(String tensor) {
    return model.tensors().containsKey(tensor);
  }

  /**
   * A convolution without bias, and the norm after it.
   *
   * @param weights name of the convolution
   * @param norm name of the norm
   * @param epsilon of the norm
   * @param window how the convolution moves
   */
  record Step(String weights, String norm, double epsilon, Window window) {}

  /**
   * How a square convolution moves over its input.
   *
   * @param stride in both directions
   * @param groups of channels, each seeing its own part alone
   * @param late whether, at strides above 1, {@code kernel − stride} zeros are padded, of which the
   *     smaller half come first; else half of the kernel on every side
   */
  record Window(int stride, long groups, boolean late) {
    /** One group, padded evenly. */
    static Window of(int stride) {
      return new Window(stride, 1, false);
    }

    long[] pads(long kernel) {
      boolean less = late && stride > 1;
      long first = less ? Math.max(0, kernel - stride) / 2 : kernel / 2;
      long last = less ? Math.max(0, kernel - stride) - first : kernel / 2;
      return new long[] {first, first, last, last};
    }
  }

  /** Sides of {@code name.weight}: outputs, inputs of a group, height, width. */
  List<Long> shape(String name) {
    return model.tensor(name + ".weight").shape();
  }

  /** A convolution with its own bias, {@code name.weight} and {@code name.bias}. */
  Value convolution(Value input, String name, int stride) {
    Filter filter = filter(name);
    return convolution(input, activations.parameters(input, filter), filter, Window.of(stride));
  }

  /** The same for a subnet's last layer, whose results are no further layer's input. */
  Value lastConvolution(Value input, String name) {
    Filter filter = filter(name);
    List<Value> parameters = activations.lastParameters(filter);
    return convolution(input, parameters, filter, Window.of(1));
  }

  private Filter filter(String name) {
    return new Filter(name, shape(name), floats(name + ".weight"), floats(name + ".bias"));
  }

  /** A value on its way from one layer to the next ones: where activations are quantised. */
  Value activation(Value value) {
    return activations.pass(value);
  }

  /** The same where {@code value} has no others than {@code source}. */
  Value activationLike(Value value, Value source) {
    return activations.passLike(value, source);
  }

  /** A convolution without bias, then batch norm, in one: scaled weights, shifted bias. */
  Value convolutionWithBatchNorm(Value input, Step step) {
    float[] weights = floats(step.weights() + ".weight");
    float[] scale = floats(step.norm() + ".weight");
    float[] bias = floats(step.norm() + ".bias");
    float[] mean = floats(step.norm() + ".running_mean");
    float[] variance = floats(step.norm() + ".running_var");
    int filter = weights.length / scale.length;
    for (int channel = 0; channel < scale.length; channel++) {
      double factor = scale[channel] / Math.sqrt(variance[channel] + step.epsilon());
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        weights[i] = (float) (weights[i] * factor);
      }
      bias[channel] = (float) (bias[channel] - mean[channel] * factor);
    }
    Filter folded = new Filter(step.weights(), shape(step.weights()), weights, bias);
    return convolution(input, activations.parameters(input, folded), folded, step.window());
  }

  /** A convolution without bias, then group norm. */
  Value convolutionWithGroupNorm(Value input, Step step) {
    List<Long> shape = shape(step.weights());
    float[] none = new float[Math.toIntExact(shape.getFirst())];
    float[] weights = floats(step.weights() + ".weight");
    Filter filter = new Filter(step.weights(), shape, weights, none);
    List<Value> parameters = activations.parameters(input, filter);
    Value output = activation(convolution(input, parameters, filter, step.window()));
    return groupNorm(output, step.norm(), step.epsilon());
  }

  private Value convolution(Value input, List<Value> parameters, Filter filter, Window window) {
    long[] shape = filter.shape();
    return graph.node(
        "Conv",
        List.of(input, parameters.getFirst(), parameters.getLast()),
        Attribute.of("kernel_shape", new long[] {shape[2], shape[3]}),
        Attribute.of("strides", new long[] {window.stride(), window.stride()}),
        Attribute.of("group", window.groups()),
        Attribute.of("pads", window.pads(shape[2])));
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

  /** At least 0, and an activation. */
  Value relu(Value input) {
    return activation(graph.node("Relu", input));
  }

  /** From 0 to 6, and an activation. */
  Value relu6(Value input) {
    long[] scalar = {};
    return activation(
        graph.node(
            "Clip",
            input,
            graph.weights("relu6.least", type, scalar, 0),
            graph.weights("relu6.most", type, scalar, 6)));
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
