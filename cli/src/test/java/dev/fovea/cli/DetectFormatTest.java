package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code fovea detect --format}. */
class DetectFormatTest {
  @TempDir private Path folder;
  private SmallVoc data;
  private String error = "";

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
  }

  private int run(List<String> arguments) {
    StringWriter errors = new StringWriter();
    int code =
        Fovea.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments.toArray(String[]::new));
    error = errors.toString();
    return code;
  }

  private int detect(Path model, String... options) {
    List<String> arguments = new ArrayList<>(List.of("detect", model.toString()));
    arguments.add(data.root().resolve("JPEGImages").toString());
    arguments.addAll(List.of(options));
    return run(arguments);
  }

  private void assertUnusable(String words, String... options) {
    assertThat(detect(folder.resolve("no-model"), options)).isEqualTo(2);
    assertThat(error).contains(words);
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedBeforeAnythingIsWritten() throws IOException {
    String made = folder.resolve("made").toString();
    assertUnusable("--format csv needs --out DIR, where it puts detections.csv", "--format=csv");
    assertUnusable("--json and --format exclude", "--format=csv", "--json", "--out", made);
    assertUnusable("Known: coco, csv, yolo.", "--format=xml", "--out", made);
    Files.copy(data.picture(0), data.root().resolve("JPEGImages/0.jpg"));
    assertUnusable("differ in their suffix alone", "--format=yolo", "--out", made);
  }

  @Test
  void theFilesLieInTheFolderBesideThePictures() {
    Path model = folder.resolve("run");
    List<String> train = new ArrayList<>(List.of("train", data.root().toString()));
    train.addAll(List.of("--out", model.toString(), "--quiet"));
    for (String setting :
        List.of(
            "model.width=32",
            "model.headDepth=1",
            "input.shortSide=64",
            "input.longSide=96",
            "train.batch=2",
            "train.steps=2",
            "train.warmup=1")) {
      train.addAll(List.of("--set", setting));
    }
    assertThat(run(train)).as(error).isZero();
    for (String format : List.of("coco", "csv", "yolo")) {
      Path out = folder.resolve(format);
      int code = detect(model, "--threshold", "0", "--format", format, "--out", out.toString());
      assertThat(code).as(error).isZero();
    }
    assertThat(folder.resolve("coco/0.png")).exists();
    assertThat(folder.resolve("coco/detections.json"))
        .content()
        .contains("\"file_name\":\"5.png\"", "\"score\":");
    assertThat(folder.resolve("csv/detections.csv")).content().contains("5.png,96,72,");
    assertThat(folder.resolve("yolo/labels/5.txt")).isRegularFile();
    assertThat(folder.resolve("yolo/classes.txt")).hasContent("bar\ndisc\n");
  }
}
