package dev.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.InputShape;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.export.PixelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link dev.fovea.core.Detector} promises, of the one that runs on ONNX Runtime. */
class OnnxDetectorTest {
  private static final int THREADS = 8;
  private static final List<Image> IMAGES =
      List.of(
          TinyModel.image(1, 160, 64),
          TinyModel.image(2, 50, 120),
          TinyModel.image(3, 96, 96),
          TinyModel.image(4, 96, 96),
          TinyModel.image(5, 20, 30));

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeModel() {
    model = TinyModel.write(folder.resolve("model.safetensors"));
  }

  static Stream<ExportOptions> kinds() {
    return Stream.of(ExportOptions.ofHeads(), ExportOptions.ofDetections());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eightThreadsFindWhatOneFinds(ExportOptions options) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        OnnxDetector detector = detector(options)) {
      List<List<Detection>> alone = IMAGES.stream().map(detector::detect).toList();
      assertThat(alone).noneMatch(List::isEmpty);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int image = thread % IMAGES.size();
        running.add(
            threads.submit(
                () -> assertThat(detector.detect(IMAGES.get(image))).isEqualTo(alone.get(image))));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aListGivesWhatItsImagesGiveOneByOne(ExportOptions options) {
    try (OnnxDetector detector = detector(options)) {
      List<List<Detection>> found = detector.detect(IMAGES);
      assertThat(found).isEqualTo(IMAGES.stream().map(detector::detect).toList());
      assertThat(detector.detect(List.of())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aClosedDetectorSaysSo(ExportOptions options) {
    OnnxDetector detector = detector(options);
    detector.close();
    detector.close();
    assertThatThrownBy(() -> detector.detect(IMAGES.getFirst()))
        .isInstanceOf(FoveaException.class)
        .hasMessage("This detector is closed; load the model again.");
  }

  @Test
  void classesAndThresholdsTravelInTheFile() {
    try (OnnxDetector detector = detector(ExportOptions.ofDetections())) {
      assertThat(detector.classNames().names()).containsExactly("disc", "bar");
      assertThat(detector.classNames().ids()).containsExactly(1L, 7L);
      assertThat(detector.description().thresholds()).containsEntry("bar", 0.25);
    }
  }

  @Test
  void halfPrecisionMovesScoresALittle() {
    ExportOptions half =
        new ExportOptions(true, InputShape.DYNAMIC, PixelType.UINT8, new Arithmetic.Half());
    try (OnnxDetector whole = detector(ExportOptions.ofDetections());
        OnnxDetector rounded = detector(half)) {
      for (Image image : IMAGES) {
        float best = whole.detect(image).getFirst().score();
        float other = rounded.detect(image).getFirst().score();
        assertThat(other).isBetween(best - 0.01f, best + 0.01f);
      }
    }
  }

  @Test
  void halfPrecisionHalvesTheFile() throws IOException {
    Path whole = export(ExportOptions.ofHeads(), "whole.onnx");
    Path half = export(ExportOptions.ofHeads().with(new Arithmetic.Half()), "h");
    assertThat((double) Files.size(half) / Files.size(whole)).isBetween(0.49, 0.53);
  }

  @Test
  void aFixedSizeWithDetectionsInsideTakesThatSizeOnly() {
    ExportOptions fixed = ExportOptions.ofDetections().with(InputShape.fixed(1, new Size(160, 64)));
    try (OnnxDetector detector = detector(fixed)) {
      assertThat(detector.detect(IMAGES.getFirst())).isNotEmpty();
      assertThatThrownBy(() -> detector.detect(IMAGES.get(1)))
          .hasMessageContaining("50x120")
          .hasMessageContaining("160x64")
          .hasMessageContaining("--dynamic");
    }
  }

  @Test
  void aFixedSizeWithoutTakesSmallerPicturesAndShrinksLarger() {
    ExportOptions fixed = ExportOptions.ofHeads().with(InputShape.fixed(1, new Size(96, 64)));
    try (OnnxDetector detector = detector(fixed)) {
      for (Image image : IMAGES) {
        assertThat(detector.detect(image))
            .isNotEmpty()
            .allSatisfy(
                one -> {
                  assertThat(one.box().x2()).isBetween(0f, (float) image.width());
                  assertThat(one.box().y2()).isBetween(0f, (float) image.height());
                });
      }
    }
  }

  @Test
  void filesThatItCannotTakeAreRefusedInASentence() throws IOException {
    assertThatThrownBy(() -> OnnxDetector.load(folder.resolve("none.onnx")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("there is no ONNX file");
    assertThatThrownBy(() -> OnnxDetector.load(model))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("ONNX Runtime cannot run");
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    assertThatThrownBy(() -> OnnxDetector.load(empty)).isInstanceOf(FoveaException.class);
  }

  private static OnnxDetector detector(ExportOptions options) {
    return OnnxDetector.load(export(options, "model.onnx"), 1);
  }

  private static Path export(ExportOptions options, String name) {
    Path graph = folder.resolve(name);
    try (ModelFile file = ModelFile.read(model)) {
      OnnxExport.write(file, options, graph);
    }
    return graph;
  }
}
