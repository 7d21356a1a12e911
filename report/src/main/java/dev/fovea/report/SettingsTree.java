package dev.fovea.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fovea.core.FoveaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings read from YAML: scalars and lists at the root, or one branch below it. */
final class SettingsTree {
  /** Decimals keep the digits they are written with. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private SettingsTree() {}

  /**
   * The branches in the file's order, what stands at the root first.
   *
   * @throws FoveaException when the text is no YAML
   */
  static List<SettingsBranch> of(String yaml) {
    List<Fact> root = new ArrayList<>();
    List<SettingsBranch> branches = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : parse(yaml).properties()) {
      if (entry.getValue().isObject()) {
        branches.add(new SettingsBranch(entry.getKey(), facts(entry.getValue())));
      } else {
        root.add(new Fact(entry.getKey(), text(entry.getValue())));
      }
    }
    if (!root.isEmpty()) {
      branches.addFirst(new SettingsBranch("", root));
    }
    return branches;
  }

  private static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException broken) {
      throw new FoveaException(
          FoveaException.Cause.DATA,
          "the settings for the report are no YAML: " + broken.getOriginalMessage(),
          broken);
    }
  }

  private static List<Fact> facts(JsonNode branch) {
    return branch.properties().stream()
        .map(entry -> new Fact(entry.getKey(), text(entry.getValue())))
        .toList();
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(SettingsTree::text).collect(Collectors.joining(", ", "[", "]"))
        : value.asText();
  }
}
