package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, where the machine has one; a test without it is skipped. */
record Browser(String program, Path folder) {
  private static final Pattern VALUE =
      Pattern.compile("<dd id=\"([a-z-]+)\" data-value=\"([^\"]+)\"");

  static Browser in(Path folder) {
    Optional<String> program =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .filter(Browser::isOnPath)
            .findFirst();
    assumeThat(program).as("no Chromium on the PATH").isPresent();
    return new Browser(program.orElseThrow(), folder);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** What a page has become after its script has run. */
  String dom(String address) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=8000",
                "--dump-dom",
                address)
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    return Files.readString(dom);
  }

  /** The figures that the lens's page shows, by name. */
  static Map<String, Double> values(String dom) {
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher matcher = VALUE.matcher(dom);
    while (matcher.find()) {
      values.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }
    return values;
  }
}
