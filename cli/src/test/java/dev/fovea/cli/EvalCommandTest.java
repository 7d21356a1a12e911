package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results of any detector, measured: every option beside COCO's figures. */
class EvalCommandTest {
  private static final int IMAGES = 24;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();

  /** In every image a disc, found by 0.9, and a bar that A takes for a disc and B finds. */
  @BeforeEach
  void makeFiles() throws IOException {
    List<String> images = new ArrayList<>();
    List<String> annotations = new ArrayList<>();
    List<String> a = new ArrayList<>();
    List<String> b = new ArrayList<>();
    for (int image = 1; image <= IMAGES; image++) {
      images.add("{\"id\":%d,\"width\":400,\"height\":400}".formatted(image));
      annotations.add(annotation(2 * image, image, 1, "[0,0,100,100]"));
      annotations.add(annotation(2 * image + 1, image, 7, "[200,0,100,100]"));
      a.add(found(image, 1, 0.9, "[0,0,100,80]"));
      a.add(found(image, 1, 0.6, "[200,0,100,100]"));
      b.add(found(image, 1, 0.9, "[0,0,100,80]"));
      b.add(found(image, 7, 0.6, "[200,0,100,100]"));
    }
    write(
        "gt.json",
        """
        {"images":%s,"categories":[{"id":1,"name":"disc"},{"id":7,"name":"bar"}],"annotations":%s}
        """
            .formatted(images, annotations));
    write("a.json", a.toString());
    write("b.json", b.toString());
    write("logits.json", "[" + found(1, 1, 7.5, "[0,0,100,80]") + "]");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String annotation(int id, int image, int category, String box) {
    return "{\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"bbox\":%s,\"area\":10000,\"iscrowd\":0}"
        .formatted(id, image, category, box);
  }

  private static String found(int image, int category, double score, String box) {
    return "{\"image_id\":%d,\"category_id\":%d,\"score\":%s,\"bbox\":%s}"
        .formatted(image, category, score, box);
  }

  private int eval(String detections, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "eval",
                "--truth",
                folder.resolve("gt.json").toString(),
                "--detections",
                folder.resolve(detections).toString()));
    for (String option : options) {
      arguments.add(option.replace("DIR", folder.toString()));
    }
    return Fovea.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(error, true))
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode json(String detections, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    assertThat(eval(detections, all.toArray(String[]::new))).as(error.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void intervalsHoldTheFigures() throws IOException {
    JsonNode json = json("a.json", "--intervals", "--resamples", "50", "--seed", "3");

    assertThat(json.at("/intervals/resamples").intValue()).isEqualTo(50);
    assertThat(json.at("/intervals/seed").intValue()).isEqualTo(3);
    assertThat(json.at("/intervals/AP50/0").doubleValue())
        .isLessThanOrEqualTo(json.get("AP50").doubleValue() + 1e-9);
    assertThat(json.at("/intervals/AP50/1").doubleValue())
        .isGreaterThanOrEqualTo(json.get("AP50").doubleValue() - 1e-9);
    assertThat(json.at("/intervals/classes")).hasSize(2);
  }

  @Test
  void againstTellsWhichIsBetterAndWhere() throws IOException {
    JsonNode json = json("a.json", "--against", "DIR/b.json", "--resamples", "50");

    assertThat(json.at("/comparison/AP50/better").textValue()).isEqualTo("b");
    assertThat(json.at("/comparison/AP50/b").doubleValue()).isCloseTo(1, within(1e-9));
    assertThat(json.at("/comparison/classes/1/name").textValue()).isEqualTo("bar");
    assertThat(json.at("/comparison/classes/1/images").intValue()).isEqualTo(IMAGES);
    assertThat(json.at("/comparison/classes/1/better").textValue()).isEqualTo("b");
  }

  @Test
  void againstItselfNothingIsTold() {
    assertThat(eval("a.json", "--against", "DIR/a.json", "--resamples", "50")).isZero();
    assertThat(out.toString()).contains("These images do not tell which is better");
  }

  /** The discs' boxes overlap by 0.8, the bars' by 1. */
  @Test
  void otherOverlapsAreAveragedOver() throws IOException {
    JsonNode json = json("b.json", "--iou", "0.5,0.9");

    assertThat(json.get("AP").doubleValue()).isCloseTo(0.75, within(1e-9));
    assertThat(json.get("AP75").doubleValue()).isEqualTo(-1);
  }

  /** A's second detection in each image is false: where one counts, it is not there. */
  @Test
  void fewerDetectionsCount() throws IOException {
    write(
        "two.json",
        "[%s,%s]"
            .formatted(found(1, 1, 0.9, "[300,300,50,50]"), found(1, 1, 0.8, "[0,0,100,100]")));

    assertThat(json("two.json", "--max-detections", "1,2,3").get("AR1").doubleValue()).isZero();
    out.getBuffer().setLength(0);
    assertThat(json("two.json", "--max-detections", "1,2,3").get("AR10").doubleValue())
        .isCloseTo(0.5 / IMAGES, within(1e-9));
  }

  @Test
  void vocHasBothFigures() throws IOException {
    JsonNode json = json("a.json", "--voc");

    // Discs: all right before all wrong; bars: none found.
    assertThat(json.at("/voc/classes/0/AP07").doubleValue()).isEqualTo(1);
    assertThat(json.at("/voc/classes/1/AP12").doubleValue()).isZero();
    assertThat(json.at("/voc/AP12").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/voc/classes/1/objects").intValue()).isEqualTo(IMAGES);
  }

  @Test
  void thresholdsSeparateRightFromWrong() throws IOException {
    JsonNode json = json("a.json", "--thresholds", "precision=0.9", "--resamples", "50");

    assertThat(json.at("/thresholds/goal").textValue()).isEqualTo("precision=0.9");
    assertThat(json.at("/thresholds/classes")).hasSize(1);
    assertThat(json.at("/thresholds/classes/0/threshold").doubleValue()).isEqualTo(0.9);
    assertThat(json.at("/thresholds/classes/0/precision/low").doubleValue()).isEqualTo(1);
    assertThat(json.at("/thresholds/unreached/0").textValue()).isEqualTo("bar");
  }

  @Test
  void confusionCountsClassesTakenForOthers() throws IOException {
    JsonNode json = json("a.json", "--confusion", "0.5");

    assertThat(json.at("/confusion/names")).hasToString("[\"disc\",\"bar\",\"background\"]");
    assertThat(json.at("/confusion/counts")).hasToString("[[24,0,0],[24,0,0],[0,0,0]]");
    out.getBuffer().setLength(0);
    assertThat(json("a.json", "--confusion", "0.7").at("/confusion/counts"))
        .hasToString("[[24,0,0],[0,0,24],[0,0,0]]");
  }

  @Test
  void errorsNameTheWrongClass() throws IOException {
    JsonNode json = json("a.json", "--errors");

    assertThat(json.at("/errors/AP50").doubleValue()).isCloseTo(0.5, within(1e-9));
    assertThat(json.at("/errors/classification/number").intValue()).isEqualTo(IMAGES);
    assertThat(json.at("/errors/classification/gain").doubleValue()).isCloseTo(0.5, within(1e-9));
    assertThat(json.at("/errors/missed/number").intValue()).isZero();
  }

  @Test
  void calibrationIsMeasuredOnTheOtherHalf() throws IOException {
    JsonNode json = json("a.json", "--calibration");

    assertThat(json.at("/calibration/fittedOn").intValue()).isEqualTo(IMAGES);
    // 0.9 is always right, 0.6 never.
    assertThat(json.at("/calibration/before/error").doubleValue()).isCloseTo(0.35, within(1e-9));
    assertThat(json.at("/calibration/isotonic/error").doubleValue()).isZero();
  }

  @Test
  void tablesFitIntoEightyColumns() {
    assertThat(
            eval(
                "a.json",
                "--voc",
                "--thresholds=f1",
                "--confusion=0.5",
                "--errors",
                "--calibration",
                "--intervals",
                "--resamples=50"))
        .as(error.toString())
        .isZero();
    assertThat(out.toString())
        .contains("VOC's", "Score thresholds for f1", "Found as", "after TIDE", "D-ECE");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @CsvSource({
    "--iou=1.5, IoU thresholds must be",
    "--iou=half, --iou",
    "--max-detections=100, detection limits must be three",
    "--resamples=3, 3 resamples",
    "--thresholds=f2, accepted: f1",
    "--thresholds=precision=2, above 0 and up to 1",
    "--confusion=NaN, --confusion is NaN",
    "--against=DIR/none.json, none.json",
    "--store, --store needs MODEL and --thresholds",
  })
  void aWrongValueIsAnsweredWithASentence(String option, String reason) {
    assertThat(eval("a.json", option)).isEqualTo(2);
    assertThat(error.toString()).contains(reason);
    assertThat(error.toString().lines()).hasSizeBetween(1, 2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void scoresThatAreNoProbabilitiesCannotBeCalibrated() {
    assertThat(eval("logits.json", "--calibration")).isEqualTo(2);
    assertThat(error.toString()).contains("scores from 0 to 1", "image 1 is 7.5");
  }
}
