package dev.fovea.nn.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an enum's constants are written in a settings file: {@code ANCHOR_BEST} is anchorBest. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder word = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      word.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(parts[i].substring(1));
    }
    return word.toString();
  }

  /** The words of all constants of {@code type}. */
  static List<String> all(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> of((Enum<?>) c)).toList();
  }
}
