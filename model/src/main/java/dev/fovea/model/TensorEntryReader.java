package dev.fovea.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads one tensor's entry of a safetensors header: {@code {"dtype", "shape", "data_offsets"}}. */
final class TensorEntryReader {
  private TensorEntryReader() {}

  static SafetensorsHeader.Entry read(String name, JsonNode node)
      throws MalformedSafetensorsException {
    String tensor = "tensor " + Excerpt.of(name);
    if (!node.isObject()) {
      throw new MalformedSafetensorsException(tensor + " is not an object");
    }
    DType type = type(tensor, node.path("dtype"));
    List<Long> shape = naturals(tensor + "'s shape", node.path("shape"));
    List<Long> offsets = naturals(tensor + "'s data_offsets", node.path("data_offsets"));
    if (offsets.size() != 2 || offsets.getFirst() > offsets.getLast()) {
      throw new MalformedSafetensorsException(
          tensor + "'s data_offsets " + Excerpt.of(offsets.toString()) + " are no begin and end");
    }
    long bytes = offsets.getLast() - offsets.getFirst();
    if (bytes != bytes(tensor, shape, type)) {
      throw new MalformedSafetensorsException(
          "%s has %d bytes, which is not shape %s of %s"
              .formatted(tensor, bytes, Excerpt.of(shape.toString()), type));
    }
    return new SafetensorsHeader.Entry(name, type, shape, offsets.getFirst(), offsets.getLast());
  }

  private static DType type(String tensor, JsonNode node) throws MalformedSafetensorsException {
    return DType.named(node.asText())
        .orElseThrow(
            () ->
                new MalformedSafetensorsException(
                    "%s has dtype %s; known are %s"
                        .formatted(tensor, Excerpt.of(node.toString()), List.of(DType.values()))));
  }

  private static long bytes(String tensor, List<Long> shape, DType type)
      throws MalformedSafetensorsException {
    try {
      return Math.multiplyExact(TensorView.elements(shape), type.bytes());
    } catch (ArithmeticException overflow) {
      throw new MalformedSafetensorsException(
          tensor + "'s shape " + Excerpt.of(shape.toString()) + " is larger than any file");
    }
  }

  private static List<Long> naturals(String what, JsonNode node)
      throws MalformedSafetensorsException {
    if (!node.isArray()) {
      throw new MalformedSafetensorsException(what + " is not a list");
    }
    List<Long> values = new ArrayList<>();
    for (JsonNode value : node) {
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw new MalformedSafetensorsException(
            what + " holds " + Excerpt.of(value.toString()) + ", not a natural number");
      }
      values.add(value.longValue());
    }
    return values;
  }
}
