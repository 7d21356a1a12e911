package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.model.ModelFile;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.OnnxExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAndDetectTest {
  /** A network and a run that take a second; a threshold that so short a run reaches. */
  private static final List<String> SMALL =
      List.of(
          "model.width=32",
          "model.headDepth=1",
          "input.shortSide=64",
          "input.longSide=96",
          "train.batch=2",
          "train.steps=3",
          "train.evaluateEvery=3",
          "detect.scoreThreshold=0.001");

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writePictures() throws IOException {
    data = Pictures.write(folder.resolve("pictures"));
  }

  @Test
  void whatOneExampleTrainsTheOtherDetectsWith() {
    Path run = folder.resolve("run");
    assertThat(Printed.by(() -> TrainDetector.main(arguments(run))))
        .containsExactly("the model: " + run.resolve("best.safetensors"));
    String picture = data.resolve("JPEGImages/picture5.png").toString();
    assertThat(Printed.by(() -> DetectPictures.main(new String[] {run.toString(), picture})))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("(bright|dark) 0\\.\\d+ Box\\[x1=.*]"));
    // Nothing reaches a score of 0.5 in three steps: the two objects of each picture are missing.
    String[] counted = {run.toString(), data.toString(), "val"};
    assertThat(Printed.by(() -> CountObjects.main(counted)))
        .containsExactly("wrong by 2.0 objects an image");
  }

  @Test
  void whatIsExportedIsDetectedWithWithoutLibtorch() {
    Path run = folder.resolve("run");
    TrainDetector.main(arguments(run));
    Path graph = folder.resolve("model.onnx");
    try (ModelFile model = ModelFile.read(run)) {
      OnnxExport.write(model, ExportOptions.ofDetections(), graph);
    }
    String picture = data.resolve("JPEGImages/picture5.png").toString();
    List<String> lines =
        Printed.by(() -> DetectWithOnnx.main(new String[] {graph.toString(), picture}));
    assertThat(lines)
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).matches("(bright|dark) 0\\.\\d+ Box\\[x1=.*]"));
  }

  @Test
  void theListenerHearsOfEveryStepAndEvaluation() throws IOException {
    Path run = folder.resolve("run");
    TrainWithTensorBoard.main(arguments(run));
    try (Stream<Path> files = Files.list(run)) {
      Path events =
          files.filter(file -> file.toString().contains("tfevents")).findFirst().orElseThrow();
      String text = Files.readString(events, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(text.split("loss/classification", -1)).hasSize(3 + 1);
      assertThat(text.split("validation/AP50", -1)).hasSize(1 + 1);
    }
  }

  private String[] arguments(Path run) {
    return Stream.concat(Stream.of(data.toString(), run.toString()), SMALL.stream())
        .toArray(String[]::new);
  }
}
