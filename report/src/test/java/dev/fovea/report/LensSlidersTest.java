package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.ClassNames;
import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.imbalance.LossMass;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.FocalStar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser against Java, for logits of every size and hands on the sliders. */
class LensSlidersTest {
  private static final int CLASSES = 2;
  private static final int LEVELS = 2;

  @TempDir private Path folder;

  /** Bins at saturated logits, and at random ones; the second class has no objects. */
  private static ImbalanceHistograms histograms() {
    Random random = new Random(3);
    ImbalanceHistograms histograms = new ImbalanceHistograms(LEVELS, CLASSES);
    for (int level = 0; level < LEVELS; level++) {
      for (int c = 0; c < CLASSES; c++) {
        for (boolean positive : new boolean[] {true, false}) {
          if (positive && c == 1) {
            continue;
          }
          List<LogitBin> bins =
              DoubleStream.concat(
                      DoubleStream.of(-1e4, -700, -40, 0, 40, 700, 1e4),
                      random.doubles(200, -12, 12))
                  .sorted()
                  .mapToObj(
                      x -> {
                        double mass = random.nextDouble();
                        return new LogitBin(x, 1 + random.nextInt(9), mass, mass * mass);
                      })
                  .toList();
          histograms.add(0, 0, List.of(new ImbalanceHistograms.Part(positive, level, c, bins)));
        }
      }
    }
    histograms.add(4, 1000, List.of());
    return histograms;
  }

  private static LensReport report(ClassificationLoss function, OptionalDouble alpha) {
    ImbalanceHistograms histograms = histograms();
    return new LensReport(
        "Lens",
        List.of(),
        new ClassNames(List.of("cell", "dust"), List.of(0L, 1L)),
        new LensReport.TrainedLoss(
            function, alpha.isPresent() ? "focal" : "focalStar", 2, alpha, 0.01),
        histograms,
        Imbalance.of(histograms, function).loss(),
        List.of());
  }

  private static LensReport focal() {
    return report(new FocalLoss(2, 0.25), OptionalDouble.of(0.25));
  }

  /** The page with a script that acts as a user would; errors of any script are kept in it. */
  private String after(LensReport report, String hash, String acts)
      throws IOException, InterruptedException {
    String watch =
        "<script>addEventListener('error', (e) => document.title = 'FAILED ' + e.message)</script>";
    String page =
        LensPage.html(report, List.of(0.0, 2.0), List.of(0.25))
            .replace("<head>", "<head>" + watch)
            .replace("</body>", "<script>" + acts + "</script></body>");
    Path file = folder.resolve("lens.html");
    Files.writeString(file, page);
    String dom = Browser.in(folder).dom(file.toUri() + hash);
    assertThat(dom).doesNotContain("<title>FAILED");
    return dom;
  }

  private static String moved(String slider, String value) {
    return "{ const at = document.getElementById('%s'); at.value = '%s'; ".formatted(slider, value)
        + "at.dispatchEvent(new Event('input', { bubbles: true }));"
        + " at.dispatchEvent(new Event('change', { bubbles: true })); }";
  }

  private static void assertShows(Map<String, Double> shown, String name, double expected) {
    assertThat(shown.get(name)).as(name).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void movedSlidersShowWhatJavaComputesForLogitsOfEverySize()
      throws IOException, InterruptedException {
    LensReport report = focal();
    for (double gamma : new double[] {0, 0.5, 5}) {
      String acts = moved("gamma", "" + gamma) + moved("alpha", "0.4") + moved("prior", "-2");
      Map<String, Double> shown = Browser.values(after(report, "", acts));
      Imbalance expected = Imbalance.of(report.histograms(), new FocalLoss(gamma, 0.4));
      double ratio = AlphaForGamma.of(report.histograms(), 2).gradientRatio(0.25);
      assertShows(shown, "loss-positive", expected.positive().loss() / 4);
      assertShows(shown, "loss-negative", expected.negative().loss() / 4);
      assertShows(shown, "gradient-positive", expected.positive().gradient() / 4);
      assertShows(shown, "gradient-negative", expected.negative().gradient() / 4);
      assertShows(shown, "ratio", expected.gradientRatio());
      assertShows(shown, "effective-positive", expected.positive().effective());
      assertShows(shown, "effective-negative", expected.negative().effective());
      assertShows(shown, "suggested", AlphaForGamma.of(report.histograms(), gamma).alphaFor(ratio));
    }
  }

  @Test
  void aChosenClassAndLevelAreThoseOfJava() throws IOException, InterruptedException {
    LensReport report = focal();
    String dom = after(report, "", moved("class", "0") + moved("level", "1"));
    LossMass expected =
        LossMass.of(report.histograms().bins(false, 1, 0), false, new FocalLoss(2, 0.25));
    assertShows(Browser.values(dom), "loss-negative", expected.loss() / 4);
  }

  @Test
  void aClassWithoutObjectsHasNoBalance() throws IOException, InterruptedException {
    String dom = after(focal(), "#class=1", "");
    assertThat(dom).contains("<dd id=\"suggested\" data-value=\"NaN\">–</dd>");
    assertThat(Browser.values(dom)).containsEntry("loss-positive", 0.0);
  }

  @Test
  void theBalanceIsThatOfTheTrainedLossWhicheverItWas() throws IOException, InterruptedException {
    LensReport report = report(new FocalStar(2, 1), OptionalDouble.empty());
    String dom = after(report, "#gamma=1&alpha=0.5", "");
    double ratio = Imbalance.of(report.histograms(), new FocalStar(2, 1)).gradientRatio();
    double alpha = AlphaForGamma.of(report.histograms(), 1).alphaFor(ratio);
    assertShows(Browser.values(dom), "suggested", alpha);
    assertThat(dom).contains("The trained loss is none of the sliders'");
  }

  @Test
  void anAddressThatMakesNoSenseIsPassedOver() throws IOException, InterruptedException {
    String dom = after(focal(), "#gamma=-3&alpha=much&class=77", "");
    assertThat(dom).contains("<output id=\"gamma-value\">2</output>");
    assertThat(Browser.values(dom)).isEqualTo(Browser.values(after(focal(), "", "")));
  }

  @Test
  void whatIsSetIsInTheAddressAndInWords() throws IOException, InterruptedException {
    String keep = "document.body.dataset.address = location.hash;";
    String dom = after(focal(), "", moved("gamma", "1.5") + moved("class", "0") + keep);
    assertThat(dom)
        .contains("data-address=\"#gamma=1.5&amp;alpha=0.25&amp;prior=0.01&amp;class=0\"");
    assertThat(dom).containsPattern("role=\"status\">loss of objects");
    String reset = "document.querySelector('#sliders button').click();" + keep;
    assertThat(after(focal(), "#gamma=1.5", reset))
        .contains("data-address=\"#gamma=2&amp;alpha=0.25&amp;prior=0.01\"");
  }
}
