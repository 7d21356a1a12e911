package dev.fovea.nn.settings;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes settings as YAML, with or without what each of them means. */
final class SettingsText {
  private static final int COMMENT_COLUMN = 34;
  private static final String PLAIN = "[A-Za-z_/][A-Za-z0-9_./-]*";
  private static final List<String> RESERVED =
      List.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "none");

  private SettingsText() {}

  /** One setting as {@code key=value}. */
  static String override(Settings settings, String key) {
    return key + "=" + value(settings, key);
  }

  /** One setting's value as YAML. */
  static String value(Settings settings, String key) {
    return value(SettingKey.values(settings).get(key));
  }

  /** The settings that {@code wanted} names, in the order of the tree. */
  static String yaml(Settings settings, Set<String> wanted, boolean commented) {
    StringBuilder text = new StringBuilder();
    String branch = "";
    for (Map.Entry<String, Object> entry : SettingKey.values(settings).entrySet()) {
      if (!wanted.contains(entry.getKey())) {
        continue;
      }
      SettingKey key = SettingKey.ALL.get(entry.getKey());
      if (!key.branch().equals(branch)) {
        branch = key.branch();
        text.append(branch).append(":\n");
      }
      String indent = branch.isEmpty() ? "" : "  ";
      String leaf = key.name().substring(key.name().indexOf('.') + 1);
      String line = indent + leaf + ": " + value(entry.getValue());
      text.append(commented ? commented(line, key.about()) : line).append('\n');
    }
    return text.toString();
  }

  private static String commented(String line, String about) {
    int gap = Math.max(1, COMMENT_COLUMN - line.length());
    return line + " ".repeat(gap) + "# " + about;
  }

  /** A setting's value as YAML. */
  static String value(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(SettingsText::value).orElse("none");
      case List<?> list ->
          list.stream().map(SettingsText::value).collect(Collectors.joining(", ", "[", "]"));
      case Enum<?> constant -> Words.of(constant);
      case Double number -> number(number);
      case Alpha.Same same -> number(same.value());
      case Alpha.ForEachClass each -> value(each.values());
      case Alpha.FromCounts counts -> Alpha.FROM_COUNTS;
      case String text -> text(text);
      default -> value.toString();
    };
  }

  /** The shortest digits that read back as the same double, without an exponent where short. */
  private static String number(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    boolean readable = Math.abs(exact.scale()) <= 20;
    return readable ? exact.toPlainString() : Double.toString(value);
  }

  private static String text(String value) {
    boolean reserved = RESERVED.contains(value.toLowerCase(Locale.ROOT));
    return value.matches(PLAIN) && !reserved ? value : TextNode.valueOf(value).toString();
  }
}
