package dev.fovea.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON that may stand in an HTML page's {@code script} element. */
final class ScriptJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ScriptJson() {}

  /**
   * The value as JSON without {@code <}, {@code >} and {@code &}, which could end the element, and
   * without U+2028 and U+2029, which old scripts take for ends of lines: all as escapes that read
   * back as the same text.
   */
  static String of(Object value) {
    try {
      return JSON.writeValueAsString(value)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
