package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormats;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargePicturesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  @TempDir private Path folder;
  private SmallVoc data;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    return Fovea.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(error, true))
        .execute(arguments);
  }

  private int tile(Path target, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("data", "tile", data.root().toString(), "--out", target.toString(), "-q"));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  /** Of 96 × 72 pixels tiles of 48 begin at columns 0, 40, 48 and rows 0, 24. */
  @Test
  void everySplitIsCut() {
    Path tiles = folder.resolve("tiles");
    assertThat(tile(tiles, "--tile", "48", "--overlap", "8")).as(error.toString()).isZero();
    Dataset training = DatasetFormats.read(tiles, "train");
    assertThat(training.images()).hasSize(4 * 6).allMatch(image -> image.width() == 48);
    assertThat(DatasetFormats.read(tiles, "val").images()).hasSize(2 * 6);
    assertThat(out.toString()).contains("COCO", "train: 24 images", "regions to ignore");

    Path yolo = folder.resolve("yolo");
    assertThat(tile(yolo, "--tile", "48", "--overlap", "8", "--to", "yolo")).isZero();
    assertThat(DatasetFormats.recognise(yolo).name()).isEqualTo("YOLO");
  }

  @Test
  void whatCannotBeCutIsUnusableAndNothingIsWritten() {
    Path tiles = folder.resolve("tiles");
    assertThat(tile(tiles, "--tile", "48", "--overlap", "48")).isEqualTo(2);
    assertThat(tile(tiles, "--tile", "48", "--overlap", "-1")).isEqualTo(2);
    assertThat(tile(tiles, "--tile", "-48", "--overlap", "0")).isEqualTo(2);
    assertThat(tile(tiles, "--tile", "48", "--overlap", "8", "--visible", "0")).isEqualTo(2);
    assertThat(tile(tiles, "--tile", "48", "--overlap", "8", "--background", "2")).isEqualTo(2);
    assertThat(tile(tiles, "--tile", "48", "--overlap", "8", "--to", "cocoa")).isEqualTo(2);
    assertThat(tile(data.root(), "--tile", "48", "--overlap", "8")).isEqualTo(2);
    assertThat(error.toString())
        .contains("an overlap of 48 pixels between tiles of 48; accepted: 0 to 47")
        .contains("an overlap of -1", "a tile of -48 pixels", "visible share of 0.0")
        .contains("background tiles of 2.0", "Did you mean coco?", "is no empty folder");
    assertThat(tiles).doesNotExist();
  }

  @Test
  void modelsLookAtTilesOnDemand() throws IOException {
    String model = folder.resolve("run").toString();
    String root = data.root().toString();
    assertThat(
            run(
                "train",
                root,
                "-q",
                "--out=" + model,
                "--set=model.width=32",
                "--set=model.headDepth=1",
                "--set=input.shortSide=64",
                "--set=input.longSide=64",
                "--set=train.batch=1",
                "--set=train.steps=1",
                "--set=train.warmup=1"))
        .as(error.toString())
        .isZero();
    String picture = data.picture(0).toString();
    String tile = "--set=detect.tile=64";
    assertThat(run("detect", model, picture, "-q", "--json", "--threshold=0.001", tile))
        .as(error.toString())
        .isZero();
    JsonNode found = JSON.readTree(out.toString()).get("images").get(0).get("detections");
    assertThat(found).isNotEmpty();
    found.forEach(each -> assertThat(each.get("box").get(2).asDouble()).isBetween(0.0, 96.0));
    assertThat(run("eval", model, root, "-q", "--json", tile, "--set=detect.overlap=0")).isZero();
    assertThat(JSON.readTree(out.toString()).get("images").asInt()).isEqualTo(2);

    assertThat(run("detect", model, picture, tile, "--set=detect.overlap=64")).isEqualTo(2);
    assertThat(run("detect", model, picture, tile, "--set=detect.overlap=-1")).isEqualTo(2);
    assertThat(run("eval", model, root, "--set=detect.tile=8")).isEqualTo(2);
    assertThat(error.toString())
        .contains("detect.overlap is 64, detect.tile 64; accepted: less than the tile")
        .contains("detect.overlap is -1", "detect.tile is 8", "32 to 16384 pixels");
  }
}
