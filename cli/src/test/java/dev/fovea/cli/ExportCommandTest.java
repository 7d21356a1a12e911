package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.RandomModel.Conventions;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.model.Architecture;
import dev.fovea.model.DType;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Safetensors;
import dev.fovea.model.SafetensorsFile;
import dev.fovea.onnx.OnnxDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fovea export}. */
class ExportCommandTest {
  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeModel() {
    model =
        RandomModel.write(
            folder.resolve("model.safetensors"), architecture(), Conventions.TORCHVISION);
  }

  private static Architecture architecture() {
    return new Architecture(
        "resnet18",
        Architecture.Norm.BATCH,
        1e-5,
        Architecture.PyramidTop.C5,
        32,
        1,
        Architecture.HeadNorm.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'images [1, 3, 160, 256] float, preprocessed, to logits_p3 … p7, deltas_p3 … p7'",
    "--dynamic, 'images [N, 3, H, W] float, preprocessed, to logits_p3 … p7, deltas_p3 … p7'",
    "--nms, 'images [1, 3, 160, 256] uint8 to boxes, scores, classes, count'",
    "--nms --dynamic --batch=4, 'images [4, 3, H, W] uint8 to boxes, scores, classes, count'",
    "--nms --size=480x640 --input=float, 'images [1, 3, 480, 640] float to boxes, scores,"
        + " classes, count'",
    "--nms --dynamic --half, 'images [N, 3, H, W] uint8 to boxes, scores, classes, count'"
  })
  void onnxIsWrittenInEveryShape(String options, String summary) {
    Path out = folder.resolve("model.onnx");
    CommandRun run = export("onnx", out, options.isEmpty() ? new String[0] : options.split(" "));
    assertThat(run.error()).isEmpty();
    assertThat(run.out().strip()).isEqualTo(out + ": " + summary);
    try (OnnxDetector detector = OnnxDetector.load(out)) {
      assertThat(detector.classNames().ids()).containsExactly(1L, 7L, 9L);
    }
  }

  @Test
  void detectTakesWhatExportWrote() {
    Path out = folder.resolve("detect.onnx");
    export("onnx", out, "--nms", "--dynamic");
    Path picture = folder.resolve("picture.png");
    ImageWriter.write(new Image(90, 70, new byte[3 * 90 * 70]), picture);
    CommandRun run = detect(out, picture.toString(), "--json", "--threshold", "0.05");
    assertThat(run.error()).isEmpty();
    assertThat(run.out()).contains("\"classId\":7", "\"width\":90");
    assertThat(detect(out, picture.toString(), "--set", "detect.nms=0.3").code()).isEqualTo(2);
  }

  private static CommandRun detect(Path model, String... ending) {
    List<String> all = new ArrayList<>(List.of("detect", model.toString()));
    all.addAll(List.of(ending));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void torchvisionGetsItsCountersAndNothingOfFoveas() {
    Path out = folder.resolve("torchvision.safetensors");
    CommandRun run = export("torchvision", out);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("num_classes=3", "load_state_dict");
    try (SafetensorsFile file = Safetensors.open(out);
        ModelFile before = ModelFile.read(model)) {
      assertThat(file.metadata()).containsOnlyKeys("format");
      assertThat(file.tensors().keySet()).containsAll(before.tensors().keySet());
      assertThat(file.tensors().get("backbone.body.bn1.num_batches_tracked").type())
          .isEqualTo(DType.I64);
    }
  }

  @Test
  void torchvisionHasNoPlaceForAnotherOrderOfAnchors() {
    Path other =
        RandomModel.write(
            folder.resolve("other.safetensors"), architecture(), Conventions.DETECTRON2);
    Path out = folder.resolve("other-out.safetensors");
    CommandRun run =
        CommandRun.of(
            "export", other.toString(), "--format", "torchvision", "--out", out.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("size by size");
    assertThat(out).doesNotExist();
  }

  @Test
  void safetensorsIsTheModelAgain() {
    Path out = folder.resolve("again.safetensors");
    assertThat(export("safetensors", out).code()).isZero();
    try (ModelFile again = ModelFile.read(out);
        ModelFile before = ModelFile.read(model)) {
      assertThat(again.description()).isEqualTo(before.description());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "safetensors, --half, are for --format onnx",
    "onnx, --input=float, --input is for --nms",
    "onnx, --size=640, give HEIGHTxWIDTH",
    "onnx, --size=100x100, multiples of 32",
    "onnx, --batch=0, --batch is 0",
    "onnx, --int8, --int8 needs --calibrate DATA",
    "onnx, --int8 --calibrate=. --half, one arithmetic",
    "onnx, --int8 --calibrate=. --images=0, --images is 0",
    "onnx, --images=5, are for --int8",
    "safetensors, --int8 --calibrate=., are for --format onnx"
  })
  void optionsThatDoNotFitAreRefusedBeforeAnythingIsWritten(
      String format, String option, String words) {
    Path out = folder.resolve("never");
    CommandRun run = export(format, out, option.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains(words);
    assertThat(out).doesNotExist();
  }

  private static CommandRun export(String format, Path out, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("export", model.toString(), "--format", format, "--out", out.toString()));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
