package dev.fovea.nn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns a value that was read into one of a setting's type. */
final class SettingParser {
  private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";

  private SettingParser() {}

  /**
   * The value of type {@code type}.
   *
   * @throws WrongTypeException when {@code node} is not one
   */
  static Object parse(JsonNode node, Type type) throws WrongTypeException {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      return generic.getRawType() == List.class ? list(node, element) : optional(node, element);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return word(node, plain);
    } else if (plain == boolean.class) {
      return truth(node);
    } else if (plain == int.class || plain == Integer.class) {
      return Math.toIntExact(whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE));
    } else if (plain == long.class || plain == Long.class) {
      return whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (plain == double.class || plain == Double.class) {
      return number(node);
    } else if (plain == Alpha.class) {
      return Alpha.parse(node);
    }
    return text(node);
  }

  private static List<Object> list(JsonNode node, Type element) throws WrongTypeException {
    List<Object> values = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode each : node) {
        values.add(parse(each, element));
      }
    } else if (element != String.class && node.isTextual()) { // --set anchors.sizes=16,32,64
      for (String each : node.textValue().split(",", -1)) {
        values.add(parse(TextNode.valueOf(each.strip()), element));
      }
    } else {
      values.add(parse(node, element));
    }
    return values;
  }

  /** A list of numbers, or one. */
  static List<Double> numbers(JsonNode node) throws WrongTypeException {
    try {
      return list(node, Double.class).stream().map(Double.class::cast).toList();
    } catch (WrongTypeException wrong) {
      throw new WrongTypeException(
          "a number, numbers by class, " + Alpha.FROM_COUNTS + ", or none");
    }
  }

  private static Optional<Object> optional(JsonNode node, Type element) throws WrongTypeException {
    boolean none = node.isNull() || node.asText().equals("none");
    return none ? Optional.empty() : Optional.of(parse(node, element));
  }

  private static Object word(JsonNode node, Class<?> type) throws WrongTypeException {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Words.of((Enum<?>) constant).equals(node.asText()))
        .findFirst()
        .orElseThrow(() -> new WrongTypeException(String.join(", ", Words.all(type))));
  }

  private static boolean truth(JsonNode node) throws WrongTypeException {
    return switch (node.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new WrongTypeException("true or false");
    };
  }

  private static long whole(JsonNode node, long least, long greatest) throws WrongTypeException {
    String text = node.asText().strip();
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      // Told below, together with those that are too large.
    }
    throw new WrongTypeException("a whole number");
  }

  private static double number(JsonNode node) throws WrongTypeException {
    if (node.asText().strip().matches(NUMBER)) {
      double value = Double.parseDouble(node.asText().strip());
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw new WrongTypeException("a number");
  }

  private static String text(JsonNode node) throws WrongTypeException {
    if (!node.isValueNode() || node.isNull()) {
      throw new WrongTypeException("a text");
    }
    return node.asText();
  }

  /** The value is of another kind than the setting. */
  static final class WrongTypeException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongTypeException(String wanted) {
      super(wanted);
    }
  }
}
