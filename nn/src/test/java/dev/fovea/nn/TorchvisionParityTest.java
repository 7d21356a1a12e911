package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TensorView;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
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
        Heads heads = heads(model, example, tensors);
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
      Heads heads = heads(model, example, swapped);
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
          List<Detection> found = detector.detect(image(example));
          assertSameSet(model + " " + example.get("image"), found, example.get("detections"));
        }
      }
    }
  }

  /** Equal scores may stand in any order, so each recorded detection takes its nearest twin. */
  private static void assertSameSet(String what, List<Detection> found, JsonNode recorded) {
    assertThat(found).as(what).hasSize(recorded.size());
    List<Detection> left = new ArrayList<>(found);
    for (JsonNode expected : recorded) {
      assertThat(left)
          .as(what + " has " + expected)
          .anySatisfy(detection -> assertSame(detection, expected));
      left.remove(
          left.stream().filter(detection -> isSame(detection, expected)).findFirst().orElseThrow());
    }
  }

  private static boolean isSame(Detection detection, JsonNode expected) {
    try {
      assertSame(detection, expected);
      return true;
    } catch (AssertionError other) {
      return false;
    }
  }

  private static void assertSame(Detection detection, JsonNode expected) {
    Box box = detection.box();
    double[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
    assertThat(detection.classIndex()).isEqualTo(expected.get("class").intValue());
    assertThat((double) detection.score())
        .isCloseTo(expected.get("score").doubleValue(), within(1e-4));
    for (int i = 0; i < 4; i++) {
      assertThat(corners[i]).isCloseTo(expected.get("box").get(i).doubleValue(), within(0.02));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  private record Heads(float[] logits, float[] deltas) {}

  private static Image image(JsonNode example) {
    JsonNode image = example.get("image");
    return CounterImage.of(
        image.get("name").textValue(),
        image.get("width").intValue(),
        image.get("height").intValue());
  }

  private static Heads heads(
      RecordedModel model, JsonNode example, Map<String, TensorView> tensors) {
    Image image = image(example);
    Preprocessing preprocessing = model.description(example).preprocessing();
    Size content = preprocessing.resized(image.width(), image.height());
    Size canvas = preprocessing.padded(content);
    assertThat(canvas.height()).isEqualTo(example.get("padded").get(0).intValue());
    assertThat(canvas.width()).isEqualTo(example.get("padded").get(1).intValue());
    try (Arena arena = Arena.ofConfined();
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard();
        RetinaNet network = new RetinaNet(model.architecture(), 9, model.classes(), 0.01)) {
      assertThat(network.weights().tensors().keySet())
          .containsExactlyInAnyOrderElementsOf(tensors.keySet());
      TensorFiles.copyInto(network.weights().tensors(), tensors, model.toString());
      MemorySegment pixels = arena.allocate(12L * canvas.width() * canvas.height(), 64);
      new Resizer(preprocessing).write(image, content, pixels, canvas.width());
      HeadTensors outputs =
          network.forward(
              Tensors.overPixels(pixels, 1, canvas.height(), canvas.width()),
              new Pass(Precision.FLOAT32, false));
      return outputs.lend(TorchvisionParityTest::heads);
    }
  }

  private static Heads heads(HeadOutputs outputs) {
    return new Heads(
        concatenated(outputs.levels().stream().map(LevelOutputs::logits).toList()),
        concatenated(outputs.levels().stream().map(LevelOutputs::deltas).toList()));
  }

  private static float[] concatenated(List<MemorySegment> levels) {
    long bytes = levels.stream().mapToLong(MemorySegment::byteSize).sum();
    MemorySegment all = MemorySegment.ofArray(new float[(int) (bytes / Float.BYTES)]);
    long at = 0;
    for (MemorySegment level : levels) {
      MemorySegment.copy(level, 0, all, at, level.byteSize());
      at += level.byteSize();
    }
    return all.toArray(ValueLayout.JAVA_FLOAT);
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
