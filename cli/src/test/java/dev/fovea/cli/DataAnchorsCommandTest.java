package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.nn.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataAnchorsCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String[] WHOLE = {
    "--set=input.shortSide=72",
    "--set=input.longSide=96",
    "--set=anchors.sizes=[40, 80, 160, 320, 640]",
    "--set=anchors.scales=[1]",
    "--set=anchors.ratios=[1]"
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  @TempDir private Path folder;
  private SmallVoc data;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
  }

  private int anchors(String... more) {
    List<String> arguments = new ArrayList<>(List.of("data", "anchors", data.root().toString()));
    arguments.addAll(List.of(WHOLE));
    arguments.addAll(List.of(more));
    return Fovea.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(error, true))
        .execute(arguments.toArray(String[]::new));
  }

  /**
   * In each of four images the bar is [29, 9, 80, 60], within which the anchor of 40 pixels around
   * (56, 32) lies; the disc is [4, 5, 44, 47], the anchor around (24, 24) is [4, 4, 44, 44].
   */
  @Test
  void theSharesAreThoseByHand() throws IOException {
    assertThat(anchors("--json", "--set=matching.foreground=0.7")).as(error.toString()).isZero();
    JsonNode present = JSON.readTree(out.toString()).get("present");
    JsonNode bar = present.get("classes").get(0);
    JsonNode disc = present.get("classes").get(1);
    double barIou = 1600 / 2601.0;
    double discIou = 1560 / 1720.0;
    assertThat(bar.get("name").asText()).isEqualTo("bar");
    assertThat(bar.get("boxes").asInt()).isEqualTo(4);
    assertThat(bar.get("foreground").asDouble()).isZero();
    assertThat(bar.get("background").asDouble()).isEqualTo(1);
    assertThat(bar.get("meanIou").asDouble()).isEqualTo(barIou, within(1e-6));
    assertThat(disc.get("foreground").asDouble()).isEqualTo(1);
    assertThat(disc.get("meanIou").asDouble()).isEqualTo(discIou, within(1e-6));
    assertThat(present.get("all").get("meanIou").asDouble())
        .isEqualTo((barIou + discIou) / 2, within(1e-6));
    assertThat(present.get("areas").get(1).get("boxes").asInt()).isEqualTo(8);
  }

  @Test
  void theFileIsReadByTrainAndHasTheAnchorsOfTheDocument() throws IOException {
    Path file = folder.resolve("anchors.yaml");
    assertThat(anchors("--json", "--out", file.toString())).as(error.toString()).isZero();
    Settings read = Settings.load(Optional.of(file), List.of());
    JsonNode document = JSON.readTree(out.toString());
    assertThat(read.anchors().sizes())
        .hasToString(document.get("proposed").get("sizes").toString().replace(",", ", "));
    assertThat(read.input().shortSide()).isEqualTo(72);
    List<String> overrides = new ArrayList<>();
    document.get("set").forEach(override -> overrides.add(override.asText()));
    assertThat(Settings.load(Optional.empty(), overrides).anchors()).isEqualTo(read.anchors());
    JsonNode present = document.get("present").get("all");
    JsonNode proposed = document.get("proposed").get("all");
    assertThat(proposed.get("foreground").asDouble())
        .isGreaterThanOrEqualTo(present.get("foreground").asDouble());
  }

  @Test
  void theTableEndsWithACommandThatTrainsWithWhatWasFound() {
    assertThat(anchors("--per-cell", "2")).as(error.toString()).isZero();
    assertThat(out.toString())
        .contains("4 images, 8 boxes", "bar", "disc", "small", "boxes that no anchor learns")
        .contains("2 anchors in a cell")
        .contains("fovea train", "--set input.shortSide=72", "--set 'anchors.sizes=[");
  }

  @Test
  void wrongValuesAreUnusableAndNothingIsWritten() throws IOException {
    assertThat(anchors("--per-cell", "0")).isEqualTo(2);
    assertThat(anchors("--per-cell", "17")).isEqualTo(2);
    assertThat(anchors("--out", folder.resolve("nowhere/a.yaml").toString())).isEqualTo(2);
    assertThat(anchors("--set=anchors.size=8")).isEqualTo(2);
    for (int number = 0; number < 4; number++) {
      String xml = Files.readString(data.annotation(number));
      Files.writeString(data.annotation(number), xml.replaceAll("(?s)<object>.*</object>", ""));
    }
    assertThat(anchors()).isEqualTo(2);
    assertThat(error.toString())
        .contains("accepted: 1 to 16", "nowhere", "did you mean anchors.sizes?", "has no boxes");
    assertThat(out.toString()).isEmpty();
  }
}
