package dev.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.InputShape;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.quantize.LeastError;
import dev.fovea.onnx.quantize.Percentile;
import dev.fovea.onnx.quantize.Range;
import dev.fovea.onnx.quantize.RangeRule;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models in int8 beside the same in single precision, on pictures that calibration has not seen.
 */
class CalibrationTest {
  @TempDir private static Path folder;
  private static Path model;
  private static Arithmetic.Quantized arithmetic;

  @BeforeAll
  static void calibrate() {
    model = TinyModel.write(folder.resolve("model.safetensors"));
    arithmetic = calibrated(new LeastError());
  }

  private static Arithmetic.Quantized calibrated(RangeRule rule) {
    try (ModelFile file = ModelFile.read(model);
        Calibration calibration = Calibration.of(file)) {
      for (int seed = 20; seed < 28; seed++) {
        calibration.add(TinyModel.image(seed, 128, 64));
      }
      return calibration.arithmetic(rule);
    }
  }

  static List<ExportOptions> kinds() {
    return List.of(ExportOptions.ofHeads(), ExportOptions.ofDetections());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theBestDetectionsAreThoseOfSinglePrecision(ExportOptions kind) {
    try (OnnxDetector single = detector(kind);
        OnnxDetector whole = detector(kind.with(arithmetic))) {
      for (int seed = 1; seed < 6; seed++) {
        Image image = TinyModel.image(seed, 128, 64);
        List<Detection> found = whole.detect(image);
        for (Detection one : single.detect(image).subList(0, 5)) {
          assertThat(found)
              .as("seed %d, %s", seed, one)
              .anySatisfy(
                  other -> {
                    assertThat(other.classIndex()).isEqualTo(one.classIndex());
                    assertThat(other.score()).isCloseTo(one.score(), Offset.offset(0.05f));
                    assertThat(largestDifference(one.box(), other.box())).isLessThan(5);
                  });
        }
      }
    }
  }

  private static float largestDifference(Box one, Box other) {
    float low = Math.max(Math.abs(one.x1() - other.x1()), Math.abs(one.y1() - other.y1()));
    float high = Math.max(Math.abs(one.x2() - other.x2()), Math.abs(one.y2() - other.y2()));
    return Math.max(low, high);
  }

  @Test
  void outputsDifferByAFewHundredthsOfTheirSpread() throws OrtException {
    float[] pixels = new float[3 * 64 * 128];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(-2, 2);
    }
    for (String output : List.of("logits_p3", "logits_p5", "deltas_p3", "deltas_p5")) {
      float[] single = output(ExportOptions.ofHeads(), pixels, output);
      float[] whole = output(ExportOptions.ofHeads().with(arithmetic), pixels, output);
      double moved = rootMeanSquare(single, whole);
      assertThat(moved / rootMeanSquare(single, mean(single))).as(output).isBetween(1e-4, 0.1);
    }
  }

  private static float[] output(ExportOptions options, float[] pixels, String name)
      throws OrtException {
    try (OrtSession session = GraphInput.environment().createSession(export(options).toString());
        OnnxTensor images =
            OnnxTensor.createTensor(
                GraphInput.environment(), FloatBuffer.wrap(pixels), new long[] {1, 3, 64, 128});
        OrtSession.Result result = session.run(Map.of("images", images))) {
      FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }

  private static float[] mean(float[] values) {
    double sum = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    float[] mean = new float[values.length];
    Arrays.fill(mean, (float) (sum / values.length));
    return mean;
  }

  private static double rootMeanSquare(float[] one, float[] other) {
    return Math.sqrt(
        IntStream.range(0, one.length)
            .mapToDouble(i -> (double) one[i] - other[i])
            .map(difference -> difference * difference)
            .average()
            .orElseThrow());
  }

  @Test
  void theFileIsAQuarterAsLarge() throws IOException {
    long single = Files.size(export(ExportOptions.ofHeads()));
    long whole = Files.size(export(ExportOptions.ofHeads().with(arithmetic)));
    assertThat((double) whole / single).isBetween(0.24, 0.29);
  }

  @Test
  void rectifiedActivationsStartAtZeroAndOthersDoNot() {
    // In a ResNet's order: the first layer's and a block's are rectified, what is added to the
    // block's input is not.
    List<Range> ranges = arithmetic.ranges();
    assertThat(ranges.get(0).low()).isZero();
    assertThat(ranges.get(1).low()).isZero();
    assertThat(ranges.get(2).low()).isNegative();
    assertThat(ranges.get(3).low()).isZero();
  }

  @Test
  void eachRuleStaysWithinTheExtremes() {
    List<Range> extremes = calibrated(RangeRule::extremes).ranges();
    List<Range> narrow = calibrated(new Percentile(99)).ranges();
    for (int index = 0; index < extremes.size(); index++) {
      assertThat(narrow.get(index).high()).isLessThanOrEqualTo(extremes.get(index).high());
      assertThat(arithmetic.ranges().get(index).high())
          .isLessThanOrEqualTo(extremes.get(index).high());
    }
    assertThat(narrow).isNotEqualTo(extremes);
  }

  @Test
  void aCalibrationWithoutPicturesAndRangesOfAnotherModelAreRefused() {
    try (ModelFile file = ModelFile.read(model);
        Calibration calibration = Calibration.of(file)) {
      assertThatThrownBy(() -> calibration.arithmetic(new LeastError()))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("at least one picture");
    }
    Arithmetic few = new Arithmetic.Quantized(arithmetic.ranges().subList(0, 7));
    assertThatThrownBy(() -> export(ExportOptions.ofHeads().with(few)))
        .hasMessageContaining("7 ranges");
  }

  private static OnnxDetector detector(ExportOptions options) {
    return OnnxDetector.load(export(options), 1);
  }

  private static Path export(ExportOptions options) {
    Path graph = folder.resolve("graph.onnx");
    try (ModelFile file = ModelFile.read(model)) {
      OnnxExport.write(file, options.with(InputShape.DYNAMIC), graph);
    }
    return graph;
  }
}
