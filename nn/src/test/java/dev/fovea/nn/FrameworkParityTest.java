package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.core.ClassNames;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.model.recognise.Conventions;
import dev.fovea.model.recognise.Flavour;
import dev.fovea.model.recognise.Flavours;
import dev.fovea.model.recognise.Recogniser;
import dev.fovea.model.recognise.Recognition;
import dev.fovea.model.recognise.WeightsFile;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds imported models against Detectron2's and MMDetection's own code, recorded by {@code
 * record_frameworks.py}.
 */
class FrameworkParityTest {
  /** As a share of the framework's largest output. */
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  static List<RecordedFramework> models() {
    return RecordedFramework.all();
  }

  @BeforeAll
  static void start() {
    Engine.start();
  }

  @ParameterizedTest
  @MethodSource("models")
  void headOutputsAreTheFrameworks(RecordedFramework model) {
    for (JsonNode example : model.cases()) {
      HeadValues heads = heads(model, example, Optional.empty());
      assertThat(difference(example.get("logits"), heads.logits())).isLessThan(TOLERANCE);
      assertThat(difference(example.get("deltas"), heads.deltas())).isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void detectionsAreTheFrameworks(RecordedFramework model) {
    for (JsonNode example : model.cases()) {
      Path imported = folder.resolve("imported.safetensors");
      try (Arena arena = Arena.ofConfined();
          WeightsFile weights = WeightsFile.open(file(model))) {
        Recognition recognition = recognised(weights, Optional.empty());
        assertThat(recognition.flavour().name()).isEqualTo(model.toString());
        ModelFile.write(
            imported, description(recognition, example), recognition.tensors(weights, arena));
      }
      try (ModelFile stored = ModelFile.read(imported);
          TorchDetector detector =
              TorchDetector.load(
                  stored,
                  new TorchDetector.Options(
                      stored.description().postProcessing(), Precision.FLOAT32))) {
        RecordedDetections.assertSameSet(
            model + " " + example.get("image"),
            detector.detect(CounterImage.of(example.get("image"))),
            example.get("detections"));
      }
    }
  }

  /** The same names and shapes, but strides in the 3×3 and red first. */
  @Test
  void anotherKindOfDetectron2sIsNoticed() {
    RecordedFramework model =
        models().stream().filter(one -> one.toString().equals("detectron2")).findFirst().get();
    JsonNode example = model.cases().get(0);
    HeadValues heads = heads(model, example, Optional.of(Flavours.named("detectron2_rgb")));
    assertThat(difference(example.get("logits"), heads.logits())).isGreaterThan(1000 * TOLERANCE);
  }

  private HeadValues heads(RecordedFramework model, JsonNode example, Optional<Flavour> as) {
    try (Arena arena = Arena.ofConfined();
        WeightsFile weights = WeightsFile.open(file(model))) {
      Recognition recognition = recognised(weights, as);
      JsonNode padded = example.get("padded");
      return HeadValues.of(
          description(recognition, example),
          recognition.tensors(weights, arena),
          CounterImage.of(example.get("image")),
          new Size(padded.get(1).intValue(), padded.get(0).intValue()));
    }
  }

  private Path file(RecordedFramework model) {
    return model.write(folder.resolve(model + ".safetensors"));
  }

  private static Recognition recognised(WeightsFile weights, Optional<Flavour> as) {
    Recognition recognition = Recogniser.recognise(weights, as);
    assertThat(recognition.problems()).isEmpty();
    assertThat(recognition.unknown()).isEmpty();
    assertThat(recognition.sources()).hasSize(recognition.size());
    return recognition;
  }

  /** The flavour's conventions; the image is taken as it is. */
  private static ModelDescription description(Recognition recognition, JsonNode example) {
    Image image = CounterImage.of(example.get("image"));
    Conventions known = recognition.conventions();
    Preprocessing pixels = known.preprocessing();
    Preprocessing whole =
        new Preprocessing(
            Math.min(image.width(), image.height()),
            Math.max(image.width(), image.height()),
            pixels.mean(),
            pixels.deviation(),
            pixels.divisor());
    int count = recognition.heads().orElseThrow().classes();
    ClassNames classes =
        new ClassNames(
            IntStream.range(0, count).mapToObj(k -> "class " + k).toList(),
            LongStream.range(0, count).boxed().toList());
    return recognition.describe(
        classes,
        new Conventions(known.architecture(), known.anchors(), whole, known.postProcessing()),
        Map.of());
  }

  private static double difference(JsonNode recorded, float[] values) {
    assertThat(values).hasSize(recorded.get("size").intValue());
    int stride = recorded.get("stride").intValue();
    double largest = 0;
    for (int i = 0; i < recorded.get("values").size(); i++) {
      double expected = recorded.get("values").get(i).doubleValue();
      largest = Math.max(largest, Math.abs(values[i * stride] - expected));
    }
    return largest / recorded.get("max").doubleValue();
  }
}
