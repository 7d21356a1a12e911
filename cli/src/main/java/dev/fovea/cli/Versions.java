package dev.fovea.cli;

import dev.fovea.cli.doctor.Processor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Versions of Fovea, its libraries, the JDK and the machine, found without loading any library.
 *
 * @param lines version by name, in the order to be shown
 */
record Versions(Map<String, String> lines) {
  static Versions read() {
    Properties built = built();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("fovea", built.getProperty("fovea") + commit());
    lines.put("jdk", System.getProperty("java.vm.version") + " " + System.getProperty("java.home"));
    lines.put("libtorch", bytedeco(built.getProperty("pytorch")));
    lines.put("onnx", built.getProperty("onnxruntime") + " (ONNX Runtime)");
    lines.put("opencv", bytedeco(built.getProperty("opencv")));
    lines.put("openblas", bytedeco(built.getProperty("openblas")));
    lines.put("natives", built.getProperty("platform"));
    lines.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    lines.put("cpu", cpu());
    return new Versions(lines);
  }

  /** The launcher tells the commit, so that it is right without a build. */
  private static String commit() {
    String commit = System.getProperty("fovea.commit", "");
    return commit.isEmpty() ? "" : " (commit " + commit + ")";
  }

  /** {@code 2.13.0-1.5.14} is the library's version, then that of its JavaCPP preset. */
  private static String bytedeco(String version) {
    return version.replaceFirst("-(.+)$", " (JavaCPP preset $1)");
  }

  /** JavaCPP's name of the platform whose native libraries are in this build. */
  static String platform() {
    return built().getProperty("platform");
  }

  private static String cpu() {
    int threads = Runtime.getRuntime().availableProcessors();
    Processor processor = Processor.read();
    return processor.name()
        + ", "
        + threads
        + " threads, "
        + String.join(" ", processor.features());
  }

  private static Properties built() {
    Properties properties = new Properties();
    try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(file);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
