package dev.fovea.onnx.graph;

import java.util.List;

/**
 * An input or output of a model, {@code ValueInfoProto} of {@code onnx.proto}.
 *
 * @param name as callers use it
 * @param type of the elements
 * @param sides a number where the side is fixed, else the name of the side
 * @param description what it holds: shape, units, order
 */
public record Port(String name, ValueType type, List<String> sides, String description) {
  public Port {
    sides = List.copyOf(sides);
  }

  Message message() {
    List<Message> dimensions = sides.stream().map(Port::dimension).toList();
    Message tensor =
        new Message().number(1, type.number()).message(2, new Message().messages(1, dimensions));
    return new Message()
        .text(1, name)
        .message(2, new Message().message(1, tensor))
        .text(3, description);
  }

  private static Message dimension(String side) {
    boolean fixed = Character.isDigit(side.charAt(0));
    return fixed ? new Message().number(1, Long.parseLong(side)) : new Message().text(2, side);
  }
}
