package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** WCAG 2.1's contrast: 4.5 for text (1.4.3), 3 for what charts draw (1.4.11). */
class ContrastTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");

  /** The light colours first, then the dark ones: the order of the style sheet. */
  private static List<Map<String, String>> schemes() {
    String style = Resources.text("report.css");
    int dark = style.indexOf("prefers-color-scheme: dark");
    return List.of(colours(style.substring(0, dark)), colours(style.substring(dark)));
  }

  private static Map<String, String> colours(String style) {
    Map<String, String> colours = new HashMap<>();
    COLOUR.matcher(style).results().forEach(match -> colours.put(match.group(1), match.group(2)));
    return colours;
  }

  private static double contrast(String one, String other) {
    double lighter = Math.max(luminance(one), luminance(other));
    return (lighter + 0.05) / (Math.min(luminance(one), luminance(other)) + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double value = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum +=
          weights[i] * (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void textCanBeReadOnBothGrounds() {
    for (Map<String, String> scheme : schemes()) {
      for (String ground : List.of("ground", "raised")) {
        assertThat(contrast(scheme.get("text"), scheme.get(ground))).isGreaterThan(4.5);
        assertThat(contrast(scheme.get("quiet"), scheme.get(ground))).isGreaterThan(4.5);
      }
    }
  }

  @Test
  void linesAndBarsCanBeSeen() {
    for (Map<String, String> scheme : schemes()) {
      for (int series = 1; series <= 6; series++) {
        assertThat(contrast(scheme.get("series-" + series), scheme.get("ground"))).isGreaterThan(3);
      }
    }
  }
}
