package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.loss.FocalLoss;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  @TempDir private Path folder;
  private SmallVoc data;
  private String model;

  @BeforeEach
  void trainModel() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
    model = folder.resolve("run").toString();
    assertThat(
            run(
                "train",
                data.root().toString(),
                "-q",
                "--out=" + model,
                "--set=model.width=32",
                "--set=model.headDepth=1",
                "--set=input.shortSide=64",
                "--set=input.longSide=96",
                "--set=train.batch=2",
                "--set=train.steps=2",
                "--set=train.evaluateEvery=2",
                "--set=train.warmup=1"))
        .as(error.toString())
        .isZero();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    return Fovea.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(error, true))
        .execute(arguments);
  }

  /** The classification loss that training's validation has logged last. */
  private double validationLoss() throws IOException {
    return Files.readAllLines(Path.of(model, "metrics.jsonl")).stream()
        .map(LensCommandTest::parsed)
        .filter(line -> line.has("eval"))
        .mapToDouble(line -> line.get("eval").get("loss").get("classification").asDouble())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Σ mass · FL, by the definition alone. */
  private static double loss(JsonNode lens) {
    FocalLoss loss = new FocalLoss(2, 0.25);
    double sum = 0;
    for (JsonNode one : lens.get("histograms")) {
      boolean positive = one.get("kind").asText().equals("positive");
      for (int i = 0; i < one.get("logit").size(); i++) {
        double logit = one.get("logit").get(i).asDouble();
        sum += one.get("mass").get(i).asDouble() * loss.value(logit, positive);
      }
    }
    return sum / lens.get("images").asInt();
  }

  @Test
  void atTheTrainedSettingItsLossIsTheValidations() throws IOException {
    Path lens = folder.resolve("lens");
    assertThat(run("lens", model, data.root().toString(), "-q", "--out=" + lens))
        .as(error.toString())
        .isZero();
    assertThat(out.toString())
        .contains("Where the loss goes: focal", "disc", "bar", "What if", "hardest 1 %");
    JsonNode document = JSON.readTree(Files.readString(lens.resolve("lens.json")));
    double validation = validationLoss();
    assertThat(loss(document)).isCloseTo(validation, within(1e-3 * validation));
    assertThat(document.get("exactLoss").asDouble() / document.get("images").asInt())
        .isCloseTo(validation, within(1e-6 * validation));
    assertThat(out.toString()).contains("What is missed at score 0.3, and why");
    // After two steps nothing is scored 0.3: both objects of both pictures are missed.
    assertThat(Files.readAllLines(lens.resolve("misses.csv")))
        .hasSize(5)
        .startsWith("file,annotation,class,x1,y1,x2,y2,cause,anchorIou,possibleIou,score");
    assertThat(document.get("classes").get(0).asText()).isEqualTo("bar");
    assertThat(Files.readString(lens.resolve("lens.html"))).contains("id=\"gamma\"");
  }

  @Test
  void whatCannotBeUsedIsRefusedAndNothingIsWritten() {
    Path lens = folder.resolve("lens");
    String root = data.root().toString();
    assertThat(run("lens", model, root, "--gamma=-1", "--out=" + lens)).isEqualTo(2);
    assertThat(run("lens", model, root, "--alpha=1", "--out=" + lens)).isEqualTo(2);
    assertThat(run("lens", model, root, "--split=none", "--out=" + lens)).isEqualTo(2);
    assertThat(run("lens", folder.resolve("nothing").toString(), root)).isEqualTo(2);
    assertThat(run("lens", model, root, "--threshold=1", "--out=" + lens)).isEqualTo(2);
    assertThat(lens).doesNotExist();
    assertThat(error.toString()).contains("--gamma has -1.0", "--alpha has 1.0");
  }
}
