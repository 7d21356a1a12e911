package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/**
 * Values and weights of one floating-point type.
 *
 * @param graph that gets the weights
 * @param type of values and weights
 */
record PlainActivations(GraphBuilder graph, ValueType type) implements Activations {
  @Override
  public Value pass(Value value) {
    return value;
  }

  @Override
  public Value passLike(Value value, Value source) {
    return value;
  }

  @Override
  public List<Value> parameters(Value input, Filter filter) {
    return lastParameters(filter);
  }

  @Override
  public List<Value> lastParameters(Filter filter) {
    long[] outputs = {filter.bias().length};
    return List.of(
        graph.weights(filter.name() + ".weight", type, filter.shape(), filter.weights()),
        graph.weights(filter.name() + ".bias", type, outputs, filter.bias()));
  }
}
