package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of SmallVoc's pictures has a disc of 40 x 42 pixels and a bar of 51 x 51. */
class DataStatsCommandTest {
  @TempDir private Path folder;
  private String data;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc")).root().toString();
  }

  @Test
  void tablesHaveARowOrColumnForEachSplit() {
    CommandRun run = CommandRun.of("data", "stats", data);
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .contains(
            data + ": VOC",
            "  Split  Images  without boxes  Boxes  to ignore  in an image",
            "  train       4              0      8          0    2 – 2 – 2",
            "  val         2              0      4          0    2 – 2 – 2",
            "  96x72       4    2");
    assertThat(
            run.out().lines().filter(line -> line.startsWith("  disc")).findFirst().orElseThrow())
        .matches("  disc +4 +4 +41 +0 % +2 +2 +41 +0 %");
  }

  @Test
  void jsonHasTheSameFigures() throws IOException {
    CommandRun run = CommandRun.of("data", "stats", data, "--json");
    JsonNode json = JsonMapper.builder().build().readTree(run.out());
    assertThat(json.at("/splits/0/boxes").asInt()).isEqualTo(8);
    assertThat(json.at("/splits/0/sizes/32 – 64").asInt()).isEqualTo(8);
    assertThat(json.at("/splits/0/below32").asInt()).isZero();
    assertThat(json.at("/splits/1/classes/0/name").asText()).isEqualTo("bar");
    assertThat(json.at("/splits/1/classes/0/size/p50").asDouble()).isEqualTo(51.0);
    assertThat(json.at("/splits/0/imageSizes/0/width").asInt()).isEqualTo(96);
  }

  @Test
  void outGetsAPage() throws IOException {
    Path out = folder.resolve("stats");
    assertThat(CommandRun.of("data", "stats", data, "--out", out.toString(), "-q").code()).isZero();
    assertThat(Files.readString(out.resolve("stats.html")))
        .contains("<h1>Data: voc</h1>", "Chart.js v", "</html>");
  }

  @Test
  void whatIsNoDataSetIsUnusable() {
    CommandRun run = CommandRun.of("data", "stats", folder.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("no data set");
    assertThat(run.out()).isEmpty();
  }
}
