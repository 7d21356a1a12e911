package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.PriorCurve;
import dev.fovea.core.loss.FocalLoss;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensPageTest {
  private static final List<Double> GAMMAS = List.of(0.0, 0.5, 2.0);
  private static final List<Double> ALPHAS = List.of(0.25, 0.5);
  private static final Pattern VALUE =
      Pattern.compile("<dd id=\"([a-z-]+)\" data-value=\"([^\"]+)\"");

  @TempDir private Path folder;

  /** One level of 40 × 30 cells, two classes, one anchor in twenty positive. */
  private static LensReport report() {
    Random random = new Random(5);
    ImbalanceHistograms histograms = new ImbalanceHistograms(1, 2);
    TruthBoxes truth = new TruthBoxes(new float[8], new int[] {0, 1}, new float[0]);
    for (int image = 0; image < 3; image++) {
      int[] positives = random.ints(0, 1200).distinct().limit(60).sorted().toArray();
      int[] boxes = random.ints(60, 0, 2).toArray();
      float[] logits = new float[2400];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (-4 + 2 * random.nextGaussian());
      }
      LevelOutputs level =
          new LevelOutputs(
              40,
              30,
              MemorySegment.ofArray(logits),
              MemorySegment.ofArray(new float[4800]),
              ElementType.FLOAT32);
      Matches matches = new Matches(positives, boxes, new int[0], 60);
      histograms.add(
          new HeadOutputs(1, 1, 2, List.of(level)), 0, truth, matches, 1.0 / (40 + image));
    }
    FocalLoss loss = new FocalLoss(2, 0.25);
    return new LensReport(
        "Lens <of> a test",
        List.of(new Fact("Model", "none")),
        List.of("a & b", "c"),
        new LensReport.TrainedLoss(loss, "focal", 2, OptionalDouble.of(0.25), 0.01),
        histograms,
        Imbalance.of(histograms, loss).loss());
  }

  @Test
  void namesAreEscapedAndNothingIsAskedOfTheNetwork() {
    String page = LensPage.html(report(), GAMMAS, ALPHAS);
    assertThat(page).contains("Lens &lt;of&gt; a test", "\"a \\u0026 b\"", "default-src 'none'");
    assertThat(page).doesNotContain("src=\"http", "href=\"http");
  }

  @Test
  void tablesNameTheDrownedAndTheHardest() {
    List<ReportTable> tables = new LensTables(report()).all(GAMMAS, ALPHAS);
    assertThat(tables).hasSize(7);
    assertThat(tables.getFirst().rows()).hasSize(2);
    assertThat(new LensTables(report()).binningError()).isZero();
  }

  /** In a real browser, where there is one: the address moves the sliders, as a hand would. */
  @Test
  void thePageComputesWhatJavaComputes() throws IOException, InterruptedException {
    Optional<String> browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .filter(LensPageTest::isOnPath)
            .findFirst();
    assumeThat(browser).as("no Chromium on the PATH").isPresent();
    LensReport report = report();
    Path page = folder.resolve("lens.html");
    LensPage.write(report, GAMMAS, ALPHAS, page);

    Map<String, Double> shown =
        values(browser.orElseThrow(), page.toUri() + "#gamma=1.35&alpha=0.4&prior=0.05");

    Imbalance expected = Imbalance.of(report.histograms(), new FocalLoss(1.35, 0.4));
    double trained = AlphaForGamma.of(report.histograms(), 2).gradientRatio(0.25);
    double alpha = AlphaForGamma.of(report.histograms(), 1.35).alphaFor(trained);
    double first = PriorCurve.of(report.histograms()).loss(new FocalLoss(1.35, 0.4), 0.05);
    // The page shows means over the three images.
    assertClose(shown, "loss-positive", expected.positive().loss() / 3, 1e-9);
    assertClose(shown, "loss-negative", expected.negative().loss() / 3, 1e-9);
    assertClose(shown, "ratio", expected.gradientRatio(), 1e-9);
    assertClose(shown, "effective-negative", expected.negative().effective(), 1e-9);
    assertClose(shown, "suggested", alpha, 1e-9);
    assertClose(shown, "first", first / 3, 1e-9);
  }

  private static void assertClose(
      Map<String, Double> shown, String name, double expected, double relative) {
    assertThat(shown).containsKey(name);
    assertThat(shown.get(name)).as(name).isCloseTo(expected, within(relative * expected));
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private Map<String, Double> values(String browser, String address)
      throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser,
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
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher matcher = VALUE.matcher(Files.readString(dom));
    while (matcher.find()) {
      values.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }
    return values;
  }
}
