package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final String HOSTILE = "</script><b>\u2028 & \"x'";

  @TempDir private Path folder;

  private RunReport whole(String... classes) {
    EvaluatedDataset evaluated = Samples.evaluated(folder, classes);
    return RunReport.titled("Run " + classes[0])
        .fact("Machine", "two cores")
        .note("A note.")
        .table(new ReportTable("Rows", "Why.", List.of("run", "AP"), List.of(List.of("a", "1"))))
        .settings("train:\n  steps: 60\n")
        .dataset(DatasetFacts.of("validation", evaluated.dataset()))
        .run(Samples.run("training", 60))
        .findings(Findings.of(evaluated))
        .build();
  }

  /** The page without the library, whose text is not ours. */
  private static String ownPart(String html) {
    return html.replace(ChartLibrary.source(), "");
  }

  private static List<String> all(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(MatchResult::group).toList();
  }

  private static JsonNode json(String html) throws IOException {
    String open = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(open) + open.length();
    return JsonMapper.builder()
        .build()
        .readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  @Test
  void hostileNamesAreTextInHtmlAndInTheScript() throws IOException {
    String html = ReportPage.html(whole(HOSTILE));

    assertThat(html).doesNotContain("<b>").doesNotContain("\u2028 & ");
    assertThat(html).contains("&lt;/script&gt;&lt;b&gt;\u2028 &amp; &quot;x&#39;");
    assertThat(all("</script", html)).hasSize(3);
    assertThat(json(html).at("/classes/0/name").asText()).isEqualTo(HOSTILE);
    assertThat(html).contains("\\u003c/script\\u003e\\u003cb\\u003e\\u2028 \\u0026");
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String html = ReportPage.html(whole("cell"));

    assertThat(all("(?:src|href|srcset|data)=\"(?!data:)[^\"]*\"", html)).isEmpty();
    assertThat(ownPart(html)).doesNotContain("http://", "https://", "@import", "url(");
    assertThat(html).contains("default-src 'none'").doesNotContain("sourceMappingURL");
    assertThat(html).contains("Chart.js v", "Released under the MIT License");
  }

  @Test
  void headingsGoDownOneLevelAtATime() {
    List<Integer> levels =
        all("<h[1-6]", ownPart(ReportPage.html(whole("cell")))).stream()
            .map(tag -> tag.charAt(2) - '0')
            .toList();

    assertThat(levels.getFirst()).isEqualTo(1);
    assertThat(levels.stream().filter(level -> level == 1)).hasSize(1);
    IntStream.range(1, levels.size())
        .forEach(i -> assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1));
  }

  @Test
  void everyPictureAndChartHasWords() {
    String html = ownPart(ReportPage.html(whole("cell")));

    assertThat(all("<img [^>]*>", html))
        .hasSize(2)
        .allMatch(tag -> tag.matches(".* alt=\"[^\"]+\".*"));
    assertThat(all("<canvas [^>]*>", html))
        .hasSize(6)
        .allMatch(tag -> tag.matches(".* aria-label=\"[^\"]+\".*"));
  }

  @Test
  void eachOfEightyClassesHasItsRowAndItsCurve() throws IOException {
    String[] names = IntStream.range(0, 80).mapToObj("class %d"::formatted).toArray(String[]::new);
    String html = ReportPage.html(whole(names));

    assertThat(names)
        .allSatisfy(name -> assertThat(html).contains("<th scope=\"row\">" + name + "</th>"));
    assertThat(json(html).at("/classes")).hasSize(80);
    assertThat(json(html).at("/curves")).hasSize(81);
  }

  @Test
  void aClassWithoutObjectsHasADashForAFigure() throws IOException {
    String html = ReportPage.html(whole("cell", "unseen"));

    assertThat(html)
        .contains("<th scope=\"row\">unseen</th><td>0</td><td>–</td><td>–</td><td>–</td>");
    assertThat(json(html).at("/classes/1/ap").isNull()).isTrue();
    assertThat(html).doesNotContain("-100.0");
  }

  @Test
  void oneRightOneWrongOfTwoIsHalfThePrecisionAtHalfTheRecall() throws IOException {
    JsonNode json = json(ReportPage.html(whole("cell")));

    // The first detection is right, the second wrong, the other object is not found.
    assertThat(json.at("/curves/0/at/0/precision/50").asDouble()).isEqualTo(1.0);
    assertThat(json.at("/curves/0/at/0/precision/51").asDouble()).isEqualTo(0.0);
    assertThat(json.at("/classes/0/ap50").asDouble()).isEqualTo(50.495);
  }

  @Test
  void withoutValidationThePageSaysSo() {
    RunReport report =
        RunReport.titled("Short")
            .run(new RunCurves("t", List.of(new RunCurves.Step(1, 1, 2, 3, 0.1)), List.of()))
            .build();

    assertThat(ReportPage.html(report))
        .contains("There is no AP", "No evaluation was made", "<th scope=\"row\">1</th><td>2</td>")
        .doesNotContain("The worst misses", "<h2>Data</h2>", "<h2>Settings</h2>");
  }

  @Test
  void anEmptyReportIsAPageToo() {
    assertThat(ReportPage.html(RunReport.titled("Nothing").build()))
        .contains("<h1>Nothing</h1>", "</html>")
        .doesNotContain("Course of training");
  }

  @Test
  void severalRunsStandInTheSameCharts() throws IOException {
    RunReport report =
        RunReport.titled("Two").run(Samples.run("focal", 20)).run(Samples.run("ce", 30)).build();
    JsonNode runs = json(ReportPage.html(report)).at("/runs");

    assertThat(runs.findValuesAsText("name")).containsExactly("focal", "ce");
    assertThat(runs.at("/1/steps")).hasSize(30);
    assertThat(runs.at("/1/total/29").asDouble()).isEqualTo(0.05);
    assertThat(runs.at("/0/ap50/0").asDouble()).isEqualTo(54.7);
  }

  @Test
  void picturesShowTheImageAtItsSize() {
    Findings findings = Findings.of(Samples.evaluated(folder, "cell"));

    assertThat(findings.threshold()).isEqualTo(0.89);
    Picture example = findings.examples().getFirst();
    assertThat(ImageReader.decode(example.jpeg(), "example").width()).isEqualTo(160);
    assertThat(example.caption()).isEqualTo("one.png: 2 objects, 1 detection");
    assertThat(findings.missed())
        .extracting(Picture::caption)
        .containsExactly("cell, 20 × 20 pixels: nothing found there (one.png)");
  }

  @Test
  void imagesThatCannotBeReadAreLeftOutOfThePictures() {
    LabelledImage missing =
        Samples.image(folder.resolve("gone.png"), Samples.object(Samples.LEFT, 0));
    Dataset dataset = new Dataset("cells", Samples.classes("cell"), List.of(missing), List.of());
    Findings findings = Findings.of(new EvaluatedDataset(dataset, List.of(List.of())));

    assertThat(findings.examples()).isEmpty();
    assertThat(findings.missed()).isEmpty();
    assertThat(findings.summary().ap()).isZero();
  }

  @Test
  void thePageIsWrittenWhole() throws IOException {
    Path file = folder.resolve("report.html");
    ReportPage.write(whole("cell"), file);

    assertThat(Files.readString(file)).startsWith("<!doctype html>").endsWith("</html>\n");
  }
}
