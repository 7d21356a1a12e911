package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fovea.cli.RandomModel.Conventions;
import dev.fovea.cli.doctor.Processor;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.model.Architecture;
import dev.fovea.onnx.OnnxDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea export --int8}. */
class Int8ExportTest {
  @TempDir private static Path folder;
  private static Path model;
  private static Path data;

  @BeforeAll
  static void writeModelAndData() throws IOException {
    Architecture architecture =
        new Architecture(
            "resnet18",
            Architecture.Norm.BATCH,
            1e-5,
            Architecture.PyramidTop.C5,
            32,
            1,
            Architecture.HeadNorm.NONE);
    model =
        RandomModel.write(
            folder.resolve("model.safetensors"), architecture, Conventions.TORCHVISION);
    data = Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(data.resolve("images"));
    split("train", 0, 4);
    split("val", 4, 6);
  }

  /** COCO's JSON of pictures with one box each. */
  private static void split(String name, int from, int to) throws IOException {
    String images =
        IntStream.range(from, to)
            .mapToObj(
                "{\"id\":%1$d,\"file_name\":\"%1$d.png\",\"width\":90,\"height\":60}"::formatted)
            .collect(Collectors.joining(","));
    String boxes =
        IntStream.range(from, to)
            .mapToObj(
                ("{\"id\":%1$d,\"image_id\":%1$d,\"category_id\":7,\"bbox\":[10,10,30,20],"
                        + "\"area\":600,\"iscrowd\":0}")
                    ::formatted)
            .collect(Collectors.joining(","));
    Files.writeString(
        data.resolve(name + ".json"),
        """
        {"images":[%s],"annotations":[%s],"categories":[
          {"id":1,"name":"one"},{"id":7,"name":"seven"},{"id":9,"name":"nine"}]}
        """
            .formatted(images, boxes));
    for (int number = from; number < to; number++) {
      ImageWriter.write(picture(number), data.resolve("images/%d.png".formatted(number)));
    }
  }

  private static Image picture(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * 90 * 60];
    random.nextBytes(rgb);
    return new Image(90, 60, rgb);
  }

  @Test
  void imagesOfTrainCalibrateAndThoseOfValMeasure() {
    Path out = folder.resolve("int8.onnx");
    CommandRun run = export(out, "--images=3");
    assertThat(run.error()).isEmpty();
    assertThat(run.out())
        .contains("calibrated on 3 of the 4 images of ")
        .contains("measured on 2 images of ")
        .containsPattern("AP +0\\.\\d{4} in float32, 0\\.\\d{4} in int8: [+-]\\d+\\.\\d\\d points")
        .contains("AP50");
  }

  @Test
  void theFileFindsWhatSinglePrecisionFinds() {
    assumeThat(Processor.read().overflowsInInt8())
        .as("whether ONNX Runtime's sums of int8 overflow on this processor")
        .isFalse();
    Path whole = folder.resolve("whole.onnx");
    Path single = folder.resolve("single.onnx");
    export(whole, "--measure=none", "--nms");
    CommandRun.of(
        "export", "" + model, "--format", "onnx", "--out", "" + single, "--nms", "--dynamic");
    Image image = ImageReader.read(data.resolve("images/5.png"));
    try (OnnxDetector detector = OnnxDetector.load(whole, 1);
        OnnxDetector exact = OnnxDetector.load(single, 1)) {
      List<Detection> found = detector.detect(image);
      Detection best = exact.detect(image).getFirst();
      assertThat(found)
          .anySatisfy(
              one -> {
                assertThat(one.classIndex()).isEqualTo(best.classIndex());
                assertThat(one.score()).isBetween(best.score() - 0.05f, best.score() + 0.05f);
                assertThat(one.box().x1()).isBetween(best.box().x1() - 3, best.box().x1() + 3);
              });
    }
  }

  @Test
  void calibrationImagesAreTakenOutOfTheSplitThatIsMeasured() {
    Path out = folder.resolve("same.onnx");
    assertThat(export(out, "--images=3", "--measure=train").out())
        .contains("measured on 1 image of ");
    assertThat(export(out, "--measure=train").out())
        .contains("not measured: no other images with boxes")
        .doesNotContain("in float32");
  }

  private static CommandRun export(Path out, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("export", "" + model, "--format", "onnx", "--out", "" + out, "--dynamic"));
    all.addAll(List.of("--int8", "--calibrate", "" + data));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
