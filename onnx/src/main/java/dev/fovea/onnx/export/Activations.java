package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;

/** What becomes of the values between layers, and of the weights that they meet. */
sealed interface Activations permits PlainActivations, ObservedActivations, QuantizedActivations {
  /** The type of the values. */
  ValueType type();

  /** What the next layers get of an activation; the order of the calls tells activations apart. */
  Value pass(Value value);

  /** The same for values that are all among those of {@code source}, which came from here. */
  Value passLike(Value value, Value source);

  /** A convolution's weights and bias, for an input that may have come from here. */
  List<Value> parameters(Value input, Filter filter);

  /** The same for a layer whose results are outputs of the network. */
  List<Value> lastParameters(Filter filter);
}
