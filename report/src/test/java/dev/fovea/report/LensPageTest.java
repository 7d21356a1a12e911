package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Image;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.core.diagnosis.HardExample;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.PriorCurve;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensPageTest {
  private static final List<Double> GAMMAS = List.of(0.0, 0.5, 2.0);
  private static final List<Double> ALPHAS = List.of(0.25, 0.5);
  @TempDir private Path folder;

  /** One level of 40 × 30 cells, two classes, one anchor in twenty positive. */
  static LensReport report(GalleryItem... gallery) {
    return report(List.of(gallery));
  }

  private static LensReport report(List<GalleryItem> gallery) {
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
        new ClassNames(List.of("a & b", "c"), List.of(1L, 2L)),
        new LensReport.TrainedLoss(loss, "focal", 2, OptionalDouble.of(0.25), 0.01),
        histograms,
        Imbalance.of(histograms, loss).loss(),
        gallery);
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
    LensReport report = report();
    Path page = folder.resolve("lens.html");
    LensPage.write(report, GAMMAS, ALPHAS, page);

    Map<String, Double> shown =
        Browser.values(Browser.in(folder).dom(page.toUri() + "#gamma=1.35&alpha=0.4&prior=0.05"));

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

  private GalleryItem item(HardExample.Kind kind, String cause, int classIndex) throws IOException {
    Path file = folder.resolve("picture.jpg");
    if (!Files.exists(file)) {
      Files.write(file, ImageWriter.jpeg(new Image(100, 80, new byte[24000]), 80));
    }
    Box box = new Box(10, 20, 40, 50);
    LabelledImage image =
        new LabelledImage(
            1, file, "a <b>.jpg", 100, 80, List.of(new Annotation(box, classIndex, false)));
    HardExample example = new HardExample(kind, cause, classIndex, box, 0.25, 1.5, 0.125f);
    return new GalleryItem(image, example, List.of());
  }

  @Test
  void theHardestExamplesArePicturesWithTheirCause() throws IOException {
    LensReport report =
        report(
            item(HardExample.Kind.NEGATIVE, "nothing there", 0),
            item(HardExample.Kind.MISS, "too low", 1));
    String page = LensPage.html(report, GAMMAS, ALPHAS);
    assertThat(page)
        .contains(
            "<figure data-group=\"background: nothing there\" data-class=\"0\">",
            "<option value=\"missed: too low\">missed: too low (1)</option>",
            "c, 30 × 30 pixels, score 0.25: missed: too low; IoU 0.13, loss 1.5 (a &lt;b&gt;.jpg)");
    assertThat(LensPage.html(report(), GAMMAS, ALPHAS)).doesNotContain("id=\"gallery\"");
  }

  @Test
  void aPictureThatCannotBeReadIsLeftOut() throws IOException {
    GalleryItem item = item(HardExample.Kind.MISS, "too low", 1);
    Files.delete(item.image().file());
    assertThat(LensPage.html(report(item), GAMMAS, ALPHAS)).doesNotContain("<figure");
  }

  @Test
  void theGalleryShowsTheChosenCauseAndClassOnly() throws IOException, InterruptedException {
    LensReport report =
        report(
            item(HardExample.Kind.MISS, "too low", 0),
            item(HardExample.Kind.MISS, "too low", 1),
            item(HardExample.Kind.NEGATIVE, "nothing there", 1));
    Path page = folder.resolve("lens.html");
    LensPage.write(report, GAMMAS, ALPHAS, page);
    Browser browser = Browser.in(folder);

    assertThat(hidden(browser.dom(page.toUri() + ""))).containsExactly(false, false, false);
    assertThat(hidden(browser.dom(page.toUri() + "#group=missed:%20too%20low")))
        .containsExactly(false, false, true);
    assertThat(hidden(browser.dom(page.toUri() + "#group=missed:%20too%20low&object=1")))
        .containsExactly(true, false, true);
  }

  private static List<Boolean> hidden(String dom) {
    return Pattern.compile("<figure[^>]*>")
        .matcher(dom)
        .results()
        .map(figure -> figure.group().contains("hidden"))
        .toList();
  }

  private static void assertClose(
      Map<String, Double> shown, String name, double expected, double relative) {
    assertThat(shown).containsKey(name);
    assertThat(shown.get(name)).as(name).isCloseTo(expected, within(relative * expected));
  }
}
