package dev.fovea.nn.settings;

import dev.fovea.core.anchor.AnchorSettings.Centre;
import dev.fovea.core.anchor.AnchorSettings.Order;
import dev.fovea.core.anchor.AnchorSettings.Stride;
import dev.fovea.core.detect.PostProcessing.Clip;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How an enum's constants are written in a settings file: {@code ANCHOR_BEST} is anchorBest. */
final class Words {
  /** Constants that say more in code than beside their key. */
  private static final Map<Enum<?>, String> SHORT =
      Map.of(
          Stride.POWER_OF_TWO, "power",
          Stride.PADDED_OVER_GRID, "padded",
          Centre.HALF_CELL, "half",
          Order.RATIO_MAJOR, "ratio",
          Order.SIZE_MAJOR, "size",
          Clip.BEFORE_NMS, "before",
          Clip.BEFORE_NMS_WITHOUT_EMPTY, "beforeWithoutEmpty",
          Clip.AFTER_NMS, "after");

  private Words() {}

  static String of(Enum<?> constant) {
    return SHORT.getOrDefault(constant, camelCase(constant));
  }

  private static String camelCase(Enum<?> constant) {
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
