package dev.fovea.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An ONNX graph while it is put together, node after node in the order of computation.
 *
 * <p>Not for several threads.
 */
public final class GraphBuilder {
  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> constants = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private final List<Message> inputs = new ArrayList<>();
  private final List<Message> outputs = new ArrayList<>();

  /** An empty graph. */
  public GraphBuilder() {}

  /** A node of one output, without attributes. */
  public Value node(String operator, Value... arguments) {
    return node(operator, List.of(arguments));
  }

  /** A node of one output. */
  public Value node(String operator, List<Value> arguments, Attribute... attributes) {
    return nodes(operator, 1, arguments, attributes).getFirst();
  }

  /** A node of several outputs. */
  public List<Value> nodes(
      String operator, int results, List<Value> arguments, Attribute... attributes) {
    String name = operator + "_" + nodes.size();
    List<Value> made =
        IntStream.range(0, results)
            .mapToObj(result -> new Value(results == 1 ? name : name + "_" + result))
            .toList();
    Message node = new Message();
    arguments.forEach(argument -> node.text(1, argument.name()));
    made.forEach(result -> node.text(2, result.name()));
    nodes.add(
        node.text(3, name)
            .text(4, operator)
            .messages(5, Arrays.stream(attributes).map(Attribute::message).toList()));
    return made;
  }

  /** Real numbers of any shape. */
  public Value floats(long[] shape, float... values) {
    return add(Constant.floats(freshName(), shape, values));
  }

  /**
   * Real numbers in {@code type}, named as in the model file: the same value where the name was
   * given before, as the subnets' are for each level.
   */
  public Value weights(String name, ValueType type, long[] shape, float... values) {
    if (!named.add(name)) {
      return new Value(name);
    }
    return add(
        type == ValueType.FLOAT16
            ? Constant.halves(name, shape, values)
            : Constant.floats(name, shape, values));
  }

  /** Signed bytes, named; the same value where the name was given before. */
  public Value signedBytes(String name, long[] shape, byte... values) {
    return named.add(name)
        ? add(Constant.bytes(name, ValueType.INT8, shape, values))
        : new Value(name);
  }

  /** Whole numbers of 32 bits in a row. */
  public Value ints(int... values) {
    return add(Constant.ints(freshName(), new long[] {values.length}, values));
  }

  /** An unsigned byte as a scalar. */
  public Value unsignedByte(int value) {
    return add(Constant.bytes(freshName(), ValueType.UINT8, new long[0], (byte) value));
  }

  /** A real number as a scalar. */
  public Value real(float value) {
    return floats(new long[0], value);
  }

  /** A whole number as a scalar. */
  public Value integer(long value) {
    return add(Constant.integers(freshName(), new long[0], value));
  }

  /** Whole numbers in a row. */
  public Value integers(long... values) {
    return add(Constant.integers(freshName(), new long[] {values.length}, values));
  }

  private String freshName() {
    return "constant_" + constants.size();
  }

  private Value add(Constant constant) {
    constants.add(constant.message());
    return new Value(constant.name());
  }

  /** What callers give. */
  public Value input(Port port) {
    inputs.add(port.message());
    return new Value(port.name());
  }

  /** What callers get: {@code value} under the port's name. */
  public void output(Port port, Value value) {
    Message node = new Message().text(1, value.name()).text(2, port.name());
    nodes.add(node.text(3, port.name()).text(4, "Identity"));
    outputs.add(port.message());
  }

  Message message(String name) {
    return new Message()
        .messages(1, nodes)
        .text(2, name)
        .messages(5, constants)
        .messages(11, inputs)
        .messages(12, outputs);
  }
}
