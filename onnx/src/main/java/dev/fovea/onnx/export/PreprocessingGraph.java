package dev.fovea.onnx.export;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/**
 * Pictures to the network's input as nodes: normalise, resize, pad, in the order of {@link
 * Preprocessing}.
 */
final class PreprocessingGraph {
  private final GraphBuilder graph;
  private final Preprocessing preprocessing;

  PreprocessingGraph(GraphBuilder graph, Preprocessing preprocessing) {
    this.graph = graph;
    this.preprocessing = preprocessing;
  }

  /** The sizes of pictures {@code [N, 3, H, W]}. */
  Frame frame(Value images, InputShape shape) {
    if (!shape.sizeIsFixed()) {
      Value sides = graph.node("Shape", images);
      Value source = graph.node("Gather", sides, graph.integers(2, 3));
      return new ContentSize(graph, preprocessing).of(source);
    }
    Size content = preprocessing.resized(shape.width(), shape.height());
    return new Frame(sides(shape.size()), sides(content), sides(preprocessing.padded(content)));
  }

  private Value sides(Size size) {
    return graph.integers(size.height(), size.width());
  }

  /** The network's input {@code [N, 3, H, W]}, float32. */
  Value input(Value images, Frame frame, PixelType pixels) {
    Value unit =
        pixels == PixelType.UINT8 ? graph.node("Div", cast(images), graph.real(255)) : images;
    Value centred = graph.node("Sub", unit, channels(preprocessing.mean()));
    Value normalised = graph.node("Div", centred, channels(preprocessing.deviation()));
    ResizeGraph resize = new ResizeGraph(graph, preprocessing.longSide());
    Value resized = resize.resized(normalised, frame);
    Value padding = graph.node("Sub", frame.padded(), frame.content());
    Value pads =
        graph.node(
            "Concat", List.of(graph.integers(0, 0, 0, 0, 0, 0), padding), Attribute.of("axis", 0));
    return graph.node("Pad", resized, pads, graph.real(0));
  }

  private Value cast(Value value) {
    return graph.node("Cast", List.of(value), Attribute.of("to", ValueType.FLOAT.number()));
  }

  private Value channels(List<Double> values) {
    long[] shape = {1, 3, 1, 1};
    return graph.floats(
        shape, values.get(0).floatValue(), values.get(1).floatValue(), values.get(2).floatValue());
  }
}
