package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.RandomModel.Conventions;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.box.Box;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.TorchDetector;
import dev.fovea.nn.torch.Precision;
import dev.fovea.onnx.OnnxDetector;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.InputShape;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.export.PixelType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported models against the engine that the model was made for. */
class OnnxParityTest {
  private static final double SCORE = 1e-3;
  private static final double PIXELS = 0.1;
  private static final List<Image> IMAGES =
      List.of(
          image(1, 320, 240),
          image(2, 320, 240),
          image(3, 150, 220),
          image(4, 280, 120),
          image(5, 61, 49));

  @TempDir private Path folder;

  /** What a model can be: the architecture and whose conventions it keeps. */
  private record Case(Architecture architecture, Conventions conventions) {}

  private static final Case SIMPLE =
      new Case(network("resnet18", Norm.BATCH, 1e-5, HeadNorm.NONE), Conventions.TORCHVISION);

  static List<Case> models() {
    AnchorSettings halfCell =
        new AnchorSettings(
            List.of(24.0, 48.0, 96.0, 192.0, 384.0),
            List.of(1.0, 1.5),
            List.of(0.5, 1.0, 2.0),
            AnchorSettings.Stride.PADDED_OVER_GRID,
            AnchorSettings.Centre.HALF_CELL,
            AnchorSettings.Rounding.EXACT,
            AnchorSettings.Order.RATIO_MAJOR);
    return List.of(
        new Case(
            network("efficientnet_lite0", Norm.BATCH, 1e-3, HeadNorm.NONE),
            Conventions.TORCHVISION),
        new Case(
            mmdetection("resnext50_32x4d"),
            new Conventions(AnchorSettings.mmdetection(), PostProcessing.mmdetection())),
        new Case(mmdetection("msra_resnet50"), Conventions.DETECTRON2),
        SIMPLE,
        new Case(network("resnet50", Norm.FROZEN, 0, HeadNorm.GROUP), Conventions.TORCHVISION),
        new Case(network("resnet34", Norm.GROUP, 1e-5, HeadNorm.NONE), Conventions.DETECTRON2),
        new Case(network("resnet18", Norm.FROZEN, 1e-5, HeadNorm.GROUP), Conventions.DETECTRON),
        new Case(
            network("resnet18", Norm.BATCH, 1e-5, HeadNorm.NONE),
            new Conventions(halfCell, PostProcessing.paper())));
  }

  private static Architecture mmdetection(String backbone) {
    return new Architecture(
        backbone, Norm.FROZEN, 1e-5, PyramidTop.C5_NO_RELU, 64, 1, HeadNorm.NONE);
  }

  private static Architecture network(
      String backbone, Norm norm, double epsilon, HeadNorm headNorm) {
    PyramidTop top = norm == Norm.BATCH ? PyramidTop.P5 : PyramidTop.C5;
    return new Architecture(backbone, norm, epsilon, top, 64, 2, headNorm);
  }

  @ParameterizedTest
  @MethodSource("models")
  void bothKindsOfGraphFindWhatTheEngineFinds(Case one) {
    Path model = model(one);
    List<List<Detection>> expected = engine(model);
    assertThat(expected).allSatisfy(found -> assertThat(found).hasSizeGreaterThan(5));
    assertSame(expected, onnx(model, ExportOptions.ofHeads(), IMAGES));
    assertSame(expected, onnx(model, ExportOptions.ofDetections(), IMAGES));
  }

  @Test
  void picturesOfRealNumbersAreThoseOfBytes() {
    Path model = model(SIMPLE);
    ExportOptions options =
        new ExportOptions(true, InputShape.DYNAMIC, PixelType.FLOAT, new Arithmetic.Single());
    assertSame(engine(model), onnx(model, options, IMAGES));
  }

  private Path model(Case one) {
    return RandomModel.write(
        folder.resolve("model.safetensors"), one.architecture(), one.conventions());
  }

  @Test
  void fixedShapesFindWhatTheEngineFinds() {
    Path model = model(SIMPLE);
    List<List<Detection>> expected = engine(model).subList(0, 2);
    Size picture = new Size(320, 240);
    for (int batch : new int[] {1, 4}) {
      List<Image> images = IMAGES.subList(0, 2);
      ExportOptions pictures = ExportOptions.ofDetections().with(InputShape.fixed(batch, picture));
      assertSame(expected, onnx(model, pictures, images));
      ExportOptions canvas =
          ExportOptions.ofHeads().with(InputShape.fixed(batch, new Size(224, 160)));
      assertSame(expected, onnx(model, canvas, images));
    }
  }

  private static List<List<Detection>> engine(Path model) {
    try (ModelFile file = ModelFile.read(model);
        TorchDetector detector =
            TorchDetector.load(
                file,
                new TorchDetector.Options(
                    file.description().postProcessing(), Precision.FLOAT32))) {
      return detector.detect(IMAGES);
    }
  }

  private List<List<Detection>> onnx(Path model, ExportOptions options, List<Image> images) {
    Path graph = folder.resolve("model.onnx");
    try (ModelFile file = ModelFile.read(model)) {
      OnnxExport.write(file, options, graph);
    }
    try (OnnxDetector detector = OnnxDetector.load(graph)) {
      return detector.detect(images);
    }
  }

  private static void assertSame(List<List<Detection>> expected, List<List<Detection>> found) {
    assertThat(found).hasSameSizeAs(expected);
    for (int image = 0; image < expected.size(); image++) {
      assertThat(unmatched(expected.get(image), found.get(image)))
          .as("of the engine in image %d", image)
          .isEmpty();
      assertThat(unmatched(found.get(image), expected.get(image)))
          .as("of ONNX in image %d", image)
          .isEmpty();
    }
  }

  /** Those of {@code some} without a partner among {@code others}. */
  private static List<Detection> unmatched(List<Detection> some, List<Detection> others) {
    List<Detection> free = new ArrayList<>(others);
    return some.stream()
        .filter(
            one ->
                free.stream()
                    .filter(other -> same(one, other))
                    .findFirst()
                    .map(free::remove)
                    .isEmpty())
        .toList();
  }

  private static boolean same(Detection one, Detection other) {
    Box a = one.box();
    Box b = other.box();
    double far =
        Stream.of(a.x1() - b.x1(), a.y1() - b.y1(), a.x2() - b.x2(), a.y2() - b.y2())
            .mapToDouble(Math::abs)
            .max()
            .orElseThrow();
    return one.classIndex() == other.classIndex()
        && Math.abs(one.score() - other.score()) <= SCORE
        && far <= PIXELS;
  }

  /** Blocks of colour with noise. */
  private static Image image(int seed, int width, int height) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      int block = (x / 17 * 31 + y / 23 * 57 + i % 3 * 91) * seed;
      rgb[i] = (byte) (Math.floorMod(block, 200) + random.nextInt(56));
    }
    return new Image(width, height, rgb);
  }
}
