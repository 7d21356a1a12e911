package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Port;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/** Single precision, and each activation is an output of the graph too: for calibration. */
final class ObservedActivations implements Activations {
  private final GraphBuilder graph;
  private final PlainActivations plain;
  private int seen;

  ObservedActivations(GraphBuilder graph) {
    this.graph = graph;
    plain = new PlainActivations(graph, ValueType.FLOAT);
  }

  @Override
  public ValueType type() {
    return ValueType.FLOAT;
  }

  @Override
  public Value pass(Value value) {
    String name = OnnxExport.activation(seen++);
    List<String> sides = List.of("N", name + "_channels", name + "_height", name + "_width");
    graph.output(new Port(name, ValueType.FLOAT, sides, "between two layers"), value);
    return value;
  }

  @Override
  public Value passLike(Value value, Value source) {
    return value;
  }

  @Override
  public List<Value> parameters(Value input, Filter filter) {
    return plain.lastParameters(filter);
  }

  @Override
  public List<Value> lastParameters(Filter filter) {
    return plain.lastParameters(filter);
  }
}
