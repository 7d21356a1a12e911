package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.RandomModel.Conventions;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.Calibration;
import dev.fovea.onnx.OnnxDetector;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.quantize.LeastError;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of network in int8, on ONNX Runtime, beside itself in single precision. */
class Int8ArchitecturesTest {
  @TempDir private Path folder;

  static List<Architecture> architectures() {
    return List.of(
        network("efficientnet_lite0", Norm.BATCH, 1e-3, PyramidTop.P5, HeadNorm.NONE),
        network("resnext50_32x4d", Norm.FROZEN, 1e-5, PyramidTop.C5_NO_RELU, HeadNorm.NONE),
        network("resnet18", Norm.GROUP, 1e-5, PyramidTop.C5, HeadNorm.GROUP));
  }

  private static Architecture network(
      String backbone, Norm norm, double epsilon, PyramidTop top, HeadNorm headNorm) {
    return new Architecture(backbone, norm, epsilon, top, 64, 1, headNorm);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theBestDetectionsAreThoseOfSinglePrecision(Architecture architecture) {
    Path file =
        RandomModel.write(
            folder.resolve("model.safetensors"), architecture, Conventions.TORCHVISION);
    try (ModelFile model = ModelFile.read(file)) {
      Image image = image(9);
      List<Detection> found = found(model, calibrated(model), image);
      for (Detection best : found(model, new Arithmetic.Single(), image).subList(0, 3)) {
        assertThat(found)
            .as("a partner of %s", best)
            .anySatisfy(
                one -> {
                  assertThat(one.classIndex()).isEqualTo(best.classIndex());
                  assertThat(one.score()).isBetween(best.score() - 0.1f, best.score() + 0.1f);
                  assertThat(overlap(one.box(), best.box())).isGreaterThan(0.7f);
                });
      }
    }
  }

  private static Arithmetic calibrated(ModelFile model) {
    try (Calibration calibration = Calibration.of(model)) {
      calibration.add(image(1));
      calibration.add(image(2));
      return calibration.arithmetic(new LeastError());
    }
  }

  private List<Detection> found(ModelFile model, Arithmetic arithmetic, Image image) {
    Path graph = folder.resolve("model.onnx");
    OnnxExport.write(model, ExportOptions.ofDetections().with(arithmetic), graph);
    try (OnnxDetector detector = OnnxDetector.load(graph, 1)) {
      return detector.detect(image);
    }
  }

  /** Intersection over union. */
  private static float overlap(Box one, Box other) {
    float width = Math.min(one.x2(), other.x2()) - Math.max(one.x1(), other.x1());
    float height = Math.min(one.y2(), other.y2()) - Math.max(one.y1(), other.y1());
    float common = Math.max(0, width) * Math.max(0, height);
    return common / (area(one) + area(other) - common);
  }

  private static float area(Box box) {
    return (box.x2() - box.x1()) * (box.y2() - box.y1());
  }

  private static Image image(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * 160 * 120];
    for (int i = 0; i < rgb.length; i++) {
      int block = (i / 3 % 160 / 13 * 31 + i / 3 / 160 / 17 * 57 + i % 3 * 91) * (seed + 3);
      rgb[i] = (byte) (Math.floorMod(block, 200) + random.nextInt(56));
    }
    return new Image(160, 120, rgb);
  }
}
