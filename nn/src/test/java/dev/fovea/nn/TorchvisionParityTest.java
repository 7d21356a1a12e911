package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.core.Detection;
import dev.fovea.core.Size;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TensorView;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds network and detector against torchvision's own, recorded by {@code record_torchvision.py}.
 */
class TorchvisionParityTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  static List<RecordedModel> models() {
    return RecordedModel.all();
  }

  @BeforeAll
  static void start() {
    Engine.start();
  }

  @ParameterizedTest
  @MethodSource("models")
  void headOutputsAreTorchvisions(RecordedModel model) {
    try (Arena arena = Arena.ofConfined()) {
      SequencedMap<String, TensorView> tensors = model.tensors(arena);
      for (JsonNode example : model.entry().get("cases")) {
        HeadValues heads = heads(model, example, tensors);
        assertThat(difference(model, example.get("logits"), heads.logits()))
            .as(model + " logits " + example.get("image"))
            .isLessThan(TOLERANCE);
        assertThat(difference(model, example.get("deltas"), heads.deltas()))
            .as(model + " deltas " + example.get("image"))
            .isLessThan(TOLERANCE);
      }
    }
  }

  @Test
  void swappingTheTwoTowersIsNoticed() {
    RecordedModel model = models().getFirst();
    JsonNode example = model.entry().get("cases").get(0);
    try (Arena arena = Arena.ofConfined()) {
      Map<String, TensorView> swapped = new LinkedHashMap<>(model.tensors(arena));
      model
          .tensors(arena)
          .forEach(
              (name, tensor) -> {
                if (name.startsWith("head.classification_head.conv")) {
                  String other = name.replace("classification_head", "regression_head");
                  swapped.put(name, swapped.put(other, tensor));
                }
              });
      HeadValues heads = heads(model, example, swapped);
      assertThat(difference(model, example.get("logits"), heads.logits()))
          .isGreaterThan(1000 * TOLERANCE);
      assertThat(difference(model, example.get("deltas"), heads.deltas()))
          .isGreaterThan(1000 * TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void detectionsAreTorchvisions(RecordedModel model) {
    try (Arena arena = Arena.ofConfined()) {
      SequencedMap<String, TensorView> tensors = model.tensors(arena);
      for (JsonNode example : model.entry().get("cases")) {
        Path file = folder.resolve(model + ".safetensors");
        ModelFile.write(file, model.description(example), tensors);
        try (ModelFile stored = ModelFile.read(file);
            TorchDetector detector =
                TorchDetector.load(
                    stored,
                    new TorchDetector.Options(
                        stored.description().postProcessing(), Precision.FLOAT32))) {
          List<Detection> found = detector.detect(CounterImage.of(example.get("image")));
          RecordedDetections.assertSameSet(
              model + " " + example.get("image"), found, example.get("detections"));
        }
      }
    }
  }

  private static HeadValues heads(
      RecordedModel model, JsonNode example, Map<String, TensorView> tensors) {
    JsonNode padded = example.get("padded");
    Size canvas = new Size(padded.get(1).intValue(), padded.get(0).intValue());
    return HeadValues.of(
        model.description(example), tensors, CounterImage.of(example.get("image")), canvas);
  }

  /** The largest difference, as a share of torchvision's largest output. */
  private static double difference(RecordedModel model, JsonNode recorded, float[] values) {
    float[] expected =
        model.floats(recorded.get("at").intValue(), recorded.get("count").intValue());
    int stride = recorded.get("stride").intValue();
    assertThat(values).hasSize(recorded.get("size").intValue());
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(values[i * stride] - expected[i]));
    }
    return largest / recorded.get("max").doubleValue();
  }
}
