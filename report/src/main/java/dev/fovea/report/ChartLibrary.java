package dev.fovea.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Chart.js from its WebJar, as text for a {@code script} element. */
final class ChartLibrary {
  private ChartLibrary() {}

  /** Its build for pages, licence line included. */
  static String source() {
    String path =
        "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js".formatted(version());
    // A browser's tools would ask for the source map, which is not there.
    return Resources.textAt(path).replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip();
  }

  private static String version() {
    Properties libraries = new Properties();
    try {
      libraries.load(new StringReader(Resources.text("libraries.properties")));
      return libraries.getProperty("chartjs");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
