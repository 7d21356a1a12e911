package dev.fovea.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** What {@code --json} prints where a command gathers its answer before it prints. */
final class JsonDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonDocument() {}

  /** The document of these fields, in one line. */
  static String of(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A text in quotes, as JSON and YAML read it. */
  static String text(String value) {
    return TextNode.valueOf(value).toString();
  }
}
