package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import dev.fovea.onnx.quantize.AffineScale;
import dev.fovea.onnx.quantize.ChannelWeights;
import dev.fovea.onnx.quantize.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each activation through unsigned bytes and back, convolutions of such with signed bytes as
 * weights: the pairs of {@code QuantizeLinear} and {@code DequantizeLinear} from which runtimes
 * make whole-number arithmetic.
 *
 * <p>The first convolution's input comes from elsewhere, and so it stays in single precision. So do
 * the last ones: the prior keeps nearly all logits far below 0, and a range that fits those leaves
 * nothing of the few that are detections.
 */
final class QuantizedActivations implements Activations {
  private final GraphBuilder graph;
  private final PlainActivations plain;
  private final List<Range> ranges;
  private final Map<Value, AffineScale> scales = new HashMap<>();
  private int seen;

  /** Quantised to the ranges of activations, in their order. */
  QuantizedActivations(GraphBuilder graph, List<Range> ranges) {
    this.graph = graph;
    this.ranges = ranges;
    plain = new PlainActivations(graph, ValueType.FLOAT);
  }

  @Override
  public ValueType type() {
    return ValueType.FLOAT;
  }

  @Override
  public Value pass(Value value) {
    if (seen == ranges.size()) {
      throw new IllegalArgumentException(
          "%d ranges, but the network has more activations".formatted(ranges.size()));
    }
    return through(value, AffineScale.of(ranges.get(seen++)));
  }

  @Override
  public Value passLike(Value value, Value source) {
    return through(value, scales.get(source));
  }

  private Value through(Value value, AffineScale scale) {
    Value step = graph.real(scale.scale());
    Value zero = graph.unsignedByte(scale.zeroPoint());
    Value bytes = graph.node("QuantizeLinear", value, step, zero);
    Value back = graph.node("DequantizeLinear", bytes, step, zero);
    scales.put(back, scale);
    return back;
  }

  @Override
  public List<Value> parameters(Value input, Filter filter) {
    AffineScale scale = scales.get(input);
    if (scale == null) {
      return plain.lastParameters(filter);
    }
    ChannelWeights weights = ChannelWeights.of(filter.weights(), filter.bias());
    float[] sums = weights.sumScales(scale.scale());
    Value bytes = graph.signedBytes(filter.name() + ".bytes", filter.shape(), weights.values());
    Value bias = graph.ints(ChannelWeights.bias(filter.bias(), sums));
    return List.of(channels(bytes, weights.scales()), channels(bias, sums));
  }

  /** Whole numbers, channels first, times the channels' scales. */
  private Value channels(Value numbers, float[] steps) {
    Value scale = graph.floats(new long[] {steps.length}, steps);
    return graph.node("DequantizeLinear", List.of(numbers, scale), Attribute.of("axis", 0));
  }

  @Override
  public List<Value> lastParameters(Filter filter) {
    return plain.lastParameters(filter);
  }
}
