package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.fovea.cli.RandomModel.Conventions;
import dev.fovea.core.Image;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.Calibration;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.quantize.LeastError;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of network in int8, on ONNX Runtime, beside itself in single precision. */
class Int8ArchitecturesTest {
  private static final int SIDE = 160;

  @TempDir private Path folder;

  /**
   * A network of random weights, and how much of its logits' spread int8 may move them by; more
   * where nothing keeps the values of random layers from growing until they are cut at 6.
   */
  private record Case(Architecture architecture, double moved) {}

  static List<Case> cases() {
    return List.of(
        new Case(network("efficientnet_lite0", Norm.BATCH, PyramidTop.P5, HeadNorm.NONE), 0.35),
        new Case(
            network("resnext50_32x4d", Norm.FROZEN, PyramidTop.C5_NO_RELU, HeadNorm.NONE), 0.1),
        new Case(network("resnet18", Norm.GROUP, PyramidTop.C5, HeadNorm.GROUP), 0.2));
  }

  private static Architecture network(
      String backbone, Norm norm, PyramidTop top, HeadNorm headNorm) {
    return new Architecture(backbone, norm, 1e-5, top, 64, 1, headNorm);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logitsAreNearThoseOfSinglePrecision(Case one) throws OrtException {
    Path file =
        RandomModel.write(
            folder.resolve("model.safetensors"), one.architecture(), Conventions.TORCHVISION);
    try (ModelFile model = ModelFile.read(file)) {
      float[] single = logits(model, new Arithmetic.Single());
      float[] whole = logits(model, calibrated(model));
      double mean =
          IntStream.range(0, single.length).mapToDouble(i -> single[i]).average().orElse(0);
      double spread = rootMeanSquare(single.length, i -> single[i] - mean);
      double moved = rootMeanSquare(single.length, i -> (double) single[i] - whole[i]);
      assertThat(moved / spread).isBetween(1e-3, one.moved());
    }
  }

  private static double rootMeanSquare(int count, IntToDoubleFunction value) {
    return Math.sqrt(
        IntStream.range(0, count).mapToDouble(value).map(each -> each * each).average().orElse(0));
  }

  private static Arithmetic calibrated(ModelFile model) {
    try (Calibration calibration = Calibration.of(model)) {
      calibration.add(image(1));
      calibration.add(image(2));
      calibration.add(image(3));
      return calibration.arithmetic(new LeastError());
    }
  }

  private float[] logits(ModelFile model, Arithmetic arithmetic) throws OrtException {
    Path graph = folder.resolve("model.onnx");
    OnnxExport.write(model, ExportOptions.ofHeads().with(arithmetic), graph);
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "fovea");
    long[] shape = {1, 3, SIDE, SIDE};
    try (OrtSession session = environment.createSession(graph.toString());
        OnnxTensor images = OnnxTensor.createTensor(environment, pixels(model), shape);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      FloatBuffer values = ((OnnxTensor) result.get("logits_p3").orElseThrow()).getFloatBuffer();
      float[] logits = new float[values.remaining()];
      values.get(logits);
      return logits;
    }
  }

  /** A picture that calibration has not seen, channels first. */
  private static FloatBuffer pixels(ModelFile model) {
    float[] canvas = new float[3 * SIDE * SIDE];
    new Resizer(model.description().preprocessing())
        .write(image(9), new Size(SIDE, SIDE), MemorySegment.ofArray(canvas), SIDE);
    FloatBuffer pixels = FloatBuffer.allocate(canvas.length);
    for (int i = 0; i < canvas.length; i++) {
      pixels.put(i % 3 * SIDE * SIDE + i / 3, canvas[i]);
    }
    return pixels;
  }

  private static Image image(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      int block = (i / 3 % SIDE / 13 * 31 + i / 3 / SIDE / 17 * 57 + i % 3 * 91) * (seed + 3);
      rgb[i] = (byte) (Math.floorMod(block, 200) + random.nextInt(56));
    }
    return new Image(SIDE, SIDE, rgb);
  }
}
