package dev.fovea.nn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.nn.settings.SettingParser.WrongTypeException;
import java.util.List;

/** The setting {@code loss.alpha} where it is not {@code none}: what positives weigh. */
public sealed interface Alpha {
  /** How {@link FromCounts} is written. */
  String FROM_COUNTS = "effectiveNumber";

  /**
   * One weight for all classes.
   *
   * @param value of positives, above 0, below 1
   */
  record Same(double value) implements Alpha {}

  /**
   * A weight for each class.
   *
   * @param values {@code [K]}, in the order of the data's classes, each above 0, below 1
   */
  record ForEachClass(List<Double> values) implements Alpha {
    /** Copies the list. */
    public ForEachClass {
      values = List.copyOf(values);
    }
  }

  /**
   * A weight for each class by how often it occurs: {@link dev.fovea.core.loss.EffectiveNumber}.
   */
  record FromCounts() implements Alpha {}

  /** What was read, as a user writes it: {@code 0.25}, {@code [0.2, 0.4]}, or a word. */
  static Alpha parse(JsonNode node) throws WrongTypeException {
    if (node.isTextual() && node.textValue().strip().equals(FROM_COUNTS)) {
      return new FromCounts();
    }
    List<Double> values = SettingParser.numbers(node);
    boolean list = node.isArray() || node.asText().contains(",");
    return list ? new ForEachClass(values) : new Same(values.getFirst());
  }

  /** All numbers, for checks; none where they follow from the data. */
  default List<Double> numbers() {
    return switch (this) {
      case Same same -> List.of(same.value());
      case ForEachClass each -> each.values();
      case FromCounts counts -> List.of();
    };
  }
}
