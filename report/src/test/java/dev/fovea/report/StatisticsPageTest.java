package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.stats.SplitStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatisticsPageTest {
  private static final String HOSTILE = "</script><b>";

  /** Two boxes of 40 x 40 and one of 20 x 20, the second split without the last. */
  private static String page(String name) {
    SplitStatistics train =
        split("train", name, Samples.LEFT, Samples.RIGHT, new Box(10, 70, 30, 90));
    SplitStatistics val = split("val", name, Samples.LEFT, Samples.RIGHT);
    return StatisticsPage.html(
        new StatisticsReport(
            "Data: cells", List.of(new Fact("Format", "VOC")), List.of(train, val)));
  }

  private static SplitStatistics split(String split, String name, Box... boxes) {
    var annotations = Arrays.stream(boxes).map(box -> Samples.object(box, 0)).toList();
    var image = Samples.image(Path.of("one.png"), annotations.toArray(Annotation[]::new));
    return SplitStatistics.of(
        split, new Dataset(split, Samples.classes(name), List.of(image), List.of("noted.")));
  }

  private static JsonNode json(String html) throws IOException {
    Matcher data =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(html);
    assertThat(data.find()).isTrue();
    return JsonMapper.builder().build().readTree(data.group(1));
  }

  @Test
  void everyFigureStandsInATable() {
    assertThat(page("cell"))
        .contains(
            "<h1>Data: cells</h1>",
            "<dt>Format</dt><dd>VOC</dd>",
            "train: noted.",
            "<th scope=\"row\">train</th><td>1</td><td>0</td><td>3</td><td>0</td><td>3 – 3 –"
                + " 3</td>",
            "<th scope=\"row\">train</th><td>20 – 40 – 40</td><td>1.00 – 1.00 –"
                + " 1.00</td><td>1</td><td>33 %</td>",
            "<th scope=\"row\">cell</th><td>3</td><td>1</td><td>40</td><td>33 %</td><td>2</td>",
            "<th scope=\"row\">16 – 32</th><td>1</td><td>0</td>",
            "<th scope=\"row\">1:1 – 3:2</th><td>3</td><td>2</td>",
            "<th scope=\"row\">2 – 3</th><td>1</td><td>1</td>",
            "<th scope=\"row\">160x100</th><td>1</td><td>1</td>");
  }

  @Test
  void theChartsHaveTheTablesNumbers() throws IOException {
    JsonNode json = json(page("cell"));
    assertThat(json.at("/classes/0").asText()).isEqualTo("cell");
    assertThat(json.at("/splits/0/classes/0").asInt()).isEqualTo(3);
    assertThat(json.at("/splits/1/ranges/sizes/3").asInt()).isEqualTo(2);
    assertThat(json.at("/ranges/shapes/labels")).hasSize(10);
    assertThat(json.at("/splits/0/ranges/shapes")).hasSize(10);
    assertThat(json.at("/splits/0/ranges/objects/2").asInt()).isEqualTo(1);
  }

  @Test
  void everyChartHasWords() {
    Matcher canvas = Pattern.compile("<canvas [^>]*>").matcher(page("cell"));
    assertThat(canvas.results().map(MatchResult::group).toList())
        .hasSize(4)
        .allMatch(
            tag -> tag.matches(".* aria-label=\"[^\"]+; the numbers are in the table below\".*"));
  }

  @Test
  void namesAreTextWhateverTheyHold() throws IOException {
    String html = page(HOSTILE);
    assertThat(html).doesNotContain("<b>").contains("&lt;/script&gt;&lt;b&gt;");
    assertThat(json(html).at("/classes/0").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void aPageAboutNothingIsRefused() {
    assertThatThrownBy(() -> new StatisticsReport("Data", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
