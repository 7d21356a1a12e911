package dev.fovea.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Versions of Fovea, its libraries, the JDK and the machine, found without loading any library.
 *
 * @param lines version by name, in the order to be shown
 */
record Versions(Map<String, String> lines) {
  /** What decides how fast convolutions and kernels are. */
  private static final List<String> CPU_FEATURES =
      List.of(
          "avx2",
          "avx512f",
          "avx512_bf16",
          "avx512_vnni",
          "avx_vnni",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "bf16",
          "sve");

  static Versions read() {
    Properties built = built();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("fovea", built.getProperty("fovea") + commit());
    lines.put("jdk", System.getProperty("java.vm.version") + " " + System.getProperty("java.home"));
    lines.put("libtorch", bytedeco(built.getProperty("pytorch")));
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

  private static String cpu() {
    int threads = Runtime.getRuntime().availableProcessors();
    String name = cpuInfo("model name").findFirst().orElse(System.getProperty("os.arch"));
    Set<String> features = new TreeSet<>(CPU_FEATURES);
    features.retainAll(
        Stream.concat(cpuInfo("flags"), cpuInfo("Features"))
            .limit(1)
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .toList());
    return name + ", " + threads + " threads, " + String.join(" ", features);
  }

  /** Values of a key in Linux's description of its processors; none on other systems. */
  private static Stream<String> cpuInfo(String key) {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return Stream.empty();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Stream.empty();
    }
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
