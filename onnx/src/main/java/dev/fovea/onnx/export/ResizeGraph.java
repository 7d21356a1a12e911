package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/**
 * The bilinear resize of {@link dev.fovea.core.Resizer} as nodes, float32 operation by operation.
 *
 * <p>ONNX's {@code Resize} computes the places of the samples by the inverse of the scale, which
 * moves them by 1e-4 of a pixel at column 1000; a deep network makes 0.1 pixel of a box of that.
 */
final class ResizeGraph {
  /** Parts of one in which quotients are taken: with 2^9 the products above keep to 24 bits. */
  private static final float STEPS = 512;

  private final GraphBuilder graph;
  private final Value places;

  /** A resize to sides of at most {@code longest}. */
  ResizeGraph(GraphBuilder graph, int longest) {
    this.graph = graph;
    float[] counted = new float[longest];
    for (int i = 0; i < longest; i++) {
      counted[i] = i;
    }
    places = graph.floats(new long[] {longest}, counted);
  }

  /** For each place of the output: its two neighbours in the input, the second one's weight. */
  private record Axis(Value first, Value second, Value weight) {}

  /** From {@code [N, 3, H, W]} of the frame's source to its content, columns first. */
  Value resized(Value images, Frame frame) {
    Value columns = blended(images, axis(frame, 1), 3);
    return blended(columns, axis(frame, 0), 2);
  }

  private Axis axis(Frame frame, int side) {
    Value input = graph.node("Gather", frame.source(), graph.integers(side));
    Value output = graph.node("Gather", frame.content(), graph.integers(side));
    Value scale = quotient(real(input), real(output));
    Value index = graph.node("Slice", places, graph.integers(0), output, graph.integers(0));
    Value half = graph.real(0.5f);
    Value middle = graph.node("Mul", scale, graph.node("Add", index, half));
    Value place = graph.node("Max", graph.node("Sub", middle, half), graph.real(0));
    Value last = graph.node("Sub", input, graph.integers(1));
    Value first = graph.node("Min", cast(place, ValueType.INT64), last);
    Value second = graph.node("Min", graph.node("Add", first, graph.integers(1)), last);
    Value beyond = graph.node("Sub", place, real(first));
    Value weight = graph.node("Min", graph.node("Max", beyond, graph.real(0)), graph.real(1));
    return new Axis(first, second, weight);
  }

  /**
   * {@code a / b} to the last bit, of whole numbers below 2^15: OpenVINO multiplies by 1 / b, which
   * moves samples by 1e-4 of a pixel. The remainder is exact as the quotient is taken in two parts.
   */
  private Value quotient(Value a, Value b) {
    Value near = graph.node("Div", a, b);
    Value steps = graph.node("Mul", near, graph.real(STEPS));
    Value coarse = graph.node("Mul", real(cast(steps, ValueType.INT64)), graph.real(1 / STEPS));
    Value fine = graph.node("Sub", near, coarse);
    Value rest = graph.node("Sub", a, graph.node("Mul", coarse, b));
    Value remainder = graph.node("Sub", rest, graph.node("Mul", fine, b));
    return graph.node("Add", near, graph.node("Div", remainder, b));
  }

  private Value blended(Value images, Axis axis, int dimension) {
    Value weight =
        dimension == 3 ? axis.weight() : graph.node("Unsqueeze", axis.weight(), graph.integers(1));
    Value rest = graph.node("Sub", graph.real(1), weight);
    return graph.node(
        "Add",
        graph.node("Mul", rest, gathered(images, axis.first(), dimension)),
        graph.node("Mul", weight, gathered(images, axis.second(), dimension)));
  }

  private Value gathered(Value images, Value index, int dimension) {
    return graph.node("Gather", List.of(images, index), Attribute.of("axis", dimension));
  }

  private Value real(Value value) {
    return cast(value, ValueType.FLOAT);
  }

  private Value cast(Value value, ValueType type) {
    return graph.node("Cast", List.of(value), Attribute.of("to", type.number()));
  }
}
