package dev.fovea.onnx.graph;

import java.util.Arrays;

/** A node's attribute, {@code AttributeProto} of {@code onnx.proto}. */
public final class Attribute {
  private static final int NAME = 1;
  private static final int TYPE = 20;

  private final Message message;

  private Attribute(Message message) {
    this.message = message;
  }

  /** A whole number. */
  public static Attribute of(String name, long value) {
    return new Attribute(new Message().text(NAME, name).number(3, value).number(TYPE, 2));
  }

  /** A real number. */
  public static Attribute of(String name, float value) {
    return new Attribute(new Message().text(NAME, name).real(2, value).number(TYPE, 1));
  }

  /** A word. */
  public static Attribute of(String name, String value) {
    return new Attribute(new Message().text(NAME, name).text(4, value).number(TYPE, 3));
  }

  /** Whole numbers. */
  public static Attribute of(String name, long[] values) {
    Iterable<Long> boxed = Arrays.stream(values).boxed().toList();
    return new Attribute(new Message().text(NAME, name).numbers(8, boxed).number(TYPE, 7));
  }

  /** A tensor of one number. */
  public static Attribute tensor(String name, float value) {
    Message tensor = Constant.floats("", new long[] {1}, value).message();
    return new Attribute(new Message().text(NAME, name).message(5, tensor).number(TYPE, 4));
  }

  Message message() {
    return message;
  }
}
