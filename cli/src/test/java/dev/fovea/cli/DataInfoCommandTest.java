package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataInfoCommandTest {
  @TempDir private Path folder;

  @Test
  void splitsAndClassesAreCounted() throws IOException {
    SmallVoc data = SmallVoc.in(folder.resolve("voc"));
    CommandRun run = CommandRun.of("data", "info", data.root().toString());
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .contains(
            data.root() + ": VOC",
            "       4         0         8          0  train",
            "       2         0         4          0  val",
            "       1         4         2  bar",
            "       2         4         2  disc");
  }

  @Test
  void jsonHasTheSameFigures() throws IOException {
    SmallVoc data = SmallVoc.in(folder.resolve("voc"));
    CommandRun run = CommandRun.of("data", "info", data.root().toString(), "--json");
    JsonNode json = JsonMapper.builder().build().readTree(run.out());
    assertThat(json.at("/format").asText()).isEqualTo("VOC");
    assertThat(json.at("/splits/0/images").asInt()).isEqualTo(4);
    assertThat(json.at("/splits/1/boxes").asInt()).isEqualTo(4);
    assertThat(json.at("/classes/1/name").asText()).isEqualTo("disc");
    assertThat(json.at("/classes/1/boxes/0").asInt()).isEqualTo(4);
  }

  @Test
  void whatIsNoDataSetIsUnusable() {
    CommandRun run = CommandRun.of("data", "info", folder.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("no data set", "VOC", "COCO", "YOLO");
    assertThat(run.out()).isEmpty();
  }
}
