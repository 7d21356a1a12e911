package dev.fovea.onnx.export;

import dev.fovea.core.Preprocessing;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/**
 * The sizes of {@link Preprocessing#resized} and {@link Preprocessing#padded} as nodes, for
 * pictures whose size is known only when they come.
 */
final class ContentSize {
  private final GraphBuilder graph;
  private final Preprocessing preprocessing;

  ContentSize(GraphBuilder graph, Preprocessing preprocessing) {
    this.graph = graph;
    this.preprocessing = preprocessing;
  }

  /** From height and width {@code [2]} to the frame. */
  Frame of(Value source) {
    Value content =
        switch (preprocessing.fit()) {
          case WITHIN -> resized(source);
          case SQUARE -> graph.integers(preprocessing.shortSide(), preprocessing.shortSide());
        };
    Value divisor = graph.integers(preprocessing.divisor());
    Value up = graph.node("Add", content, graph.integers(preprocessing.divisor() - 1));
    Value padded = graph.node("Mul", graph.node("Div", up, divisor), divisor);
    return new Frame(source, content, padded);
  }

  /**
   * {@code floor(side × min(shortSide / small, longSide / large))} as {@link ScaleTable} has it.
   */
  private Value resized(Value source) {
    Value height = graph.node("Gather", source, graph.integers(0));
    Value width = graph.node("Gather", source, graph.integers(1));
    Value small = graph.node("Min", height, width);
    Value large = graph.node("Max", height, width);
    Value shortSide = graph.integers(preprocessing.shortSide());
    Value longSide = graph.integers(preprocessing.longSide());
    Value longLimits =
        graph.node(
            "Greater", graph.node("Mul", shortSide, large), graph.node("Mul", longSide, small));
    Value limit = graph.node("Where", longLimits, longSide, shortSide);
    Value divisor = graph.node("Where", longLimits, large, small);
    Value error =
        graph.node(
            "Where",
            longLimits,
            error(large, preprocessing.longSide()),
            error(small, preprocessing.shortSide()));
    Value product = graph.node("Mul", source, limit);
    Value whole = graph.node("Div", product, divisor);
    Value exact = graph.node("Equal", graph.node("Mul", whole, divisor), product);
    Value step = table(ScaleTable.halfStep(preprocessing.longSide()), whole);
    Value below =
        graph.node("Greater", graph.node("Mul", error, cast(whole, ValueType.FLOAT)), step);
    Value less = cast(graph.node("And", exact, below), ValueType.INT64);
    return graph.node("Max", graph.node("Sub", whole, less), graph.integers(1));
  }

  private Value error(Value divisor, int limit) {
    Value known = graph.node("Min", divisor, graph.integers(ScaleTable.LONGEST));
    return table(ScaleTable.errors(limit), known);
  }

  private Value table(float[] values, Value index) {
    return graph.node("Gather", graph.floats(new long[] {values.length}, values), index);
  }

  private Value cast(Value value, ValueType type) {
    return graph.node("Cast", List.of(value), Attribute.of("to", type.number()));
  }
}
