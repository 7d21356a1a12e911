package dev.fovea.nn.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.data.image.ImageReader;
import dev.fovea.model.TensorView;
import dev.fovea.model.recognise.Recogniser;
import dev.fovea.model.recognise.Recognition;
import dev.fovea.model.recognise.WeightsFile;
import dev.fovea.nn.CounterImage;
import dev.fovea.nn.CounterWeights;
import dev.fovea.nn.SharedFile;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what {@code record_backbones.py} recorded of the packages that the weights are from. */
class PublishedFeaturesTest {
  private static final double TOLERANCE = 2e-5;
  private static final String BODY = "backbone.body.";

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in =
        PublishedFeaturesTest.class.getResourceAsStream("/backbones/features.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .map(entry -> Named.of(entry.get("backbone").textValue() + entry.get("image"), entry));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void featuresAreThePublishers(JsonNode entry) {
    Image image = image(entry.get("image"));
    Preprocessing preprocessing =
        Preprocessing.imagenet(entry.get("shortSide").intValue(), entry.get("longSide").intValue());
    boolean lite = entry.get("weights").isTextual();
    try (Weights weights = new Weights()) {
      Backbone backbone =
          Backbones.named(entry.get("backbone").textValue())
              .make(weights, "", NormKind.BATCH, lite ? 1e-3 : 1e-5);
      load(entry, weights);
      assertFeatures(entry, backbone, image, preprocessing);
    }
  }

  private static void assertFeatures(
      JsonNode entry, Backbone backbone, Image image, Preprocessing preprocessing) {
    Size content = preprocessing.resized(image.width(), image.height());
    Size canvas = preprocessing.padded(content);
    try (Arena arena = Arena.ofConfined();
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      MemorySegment pixels = arena.allocate(12L * canvas.width() * canvas.height(), 64);
      new Resizer(preprocessing).write(image, content, pixels, canvas.width());
      Tensor input = Tensors.overPixels(pixels, 1, canvas.height(), canvas.width());
      List<Tensor> levels = backbone.forward(input, new Pass(Precision.FLOAT32, false));
      assertThat(levels).hasSize(3);
      for (int level = 0; level < 3; level++) {
        assertLevel(entry.get("levels").get(level), levels.get(level));
        assertThat(levels.get(level).size(1)).isEqualTo((long) backbone.channels().get(level));
      }
    }
  }

  private static void assertLevel(JsonNode recorded, Tensor level) {
    long[] shape = new ObjectMapper().convertValue(recorded.get("shape"), long[].class);
    assertThat(Tensors.shape(level)).containsExactly(1, shape[0], shape[1], shape[2]);
    Tensor rows = level.contiguous(MemoryFormat.Contiguous).flatten();
    double max = recorded.get("max").doubleValue();
    double norm = recorded.get("norm").doubleValue();
    assertThat(rows.norm().item_double()).isCloseTo(norm, within(TOLERANCE * norm));
    long stride = recorded.get("stride").longValue();
    for (int i = 0; i < recorded.get("samples").size(); i++) {
      assertThat(rows.narrow(0, i * stride, 1).item_double())
          .as("element " + i * stride)
          .isCloseTo(recorded.get("samples").get(i).doubleValue(), within(TOLERANCE * max));
    }
  }

  private static void load(JsonNode entry, Weights weights) {
    if (entry.get("weights").isTextual()) {
      loadImported(SharedFile.of(entry.get("weights").textValue()), weights);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      Map<String, TensorView> tensors = new LinkedHashMap<>();
      for (JsonNode tensor : entry.get("tensors")) {
        long[] shape = new ObjectMapper().convertValue(tensor.get("shape"), long[].class);
        String name = tensor.get("name").textValue();
        int count = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        double scale = tensor.get("scale").doubleValue();
        double offset = tensor.get("offset").doubleValue();
        float[] values = CounterWeights.values(name, count, scale, offset);
        tensors.put(name, TensorView.ofFloats(arena, values, shape));
      }
      assertThat(weights.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
      TensorFiles.copyInto(weights.tensors(), tensors, "the counter's weights");
    }
  }

  /** As {@code fovea import} reads them. */
  private static void loadImported(Path file, Weights weights) {
    try (Arena arena = Arena.ofConfined();
        WeightsFile published = WeightsFile.open(file)) {
      Recognition backbone =
          Recogniser.recognise(published, Optional.empty()).requireUsable(file.toString());
      assertThat(backbone.unknown()).isEmpty();
      Map<String, TensorView> tensors = new LinkedHashMap<>();
      backbone
          .tensors(published, arena)
          .forEach((name, tensor) -> tensors.put(name.substring(BODY.length()), tensor));
      TensorFiles.copyInto(weights.tensors(), tensors, file.toString());
    }
  }

  private static Image image(JsonNode image) {
    return image.isTextual()
        ? ImageReader.read(SharedFile.of(image.textValue()))
        : CounterImage.of(image);
  }
}
