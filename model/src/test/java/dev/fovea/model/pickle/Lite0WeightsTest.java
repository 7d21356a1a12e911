package dev.fovea.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.model.DType;
import dev.fovea.model.TensorView;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published legacy file holds what torch reads from it ({@code record_lite0.py}). */
class Lite0WeightsTest {
  private static final Path FILE = Path.of("../../shared/weights/efficientnet-lite0-57934424.pth");

  @Test
  void everyTensorHasTorchsShapeAndSum() throws IOException, URISyntaxException {
    assumeTrue(Files.exists(FILE), FILE + " is absent");
    JsonNode recorded = new ObjectMapper().readTree(Corpus.file("lite0.json").toFile());
    try (StateDict state = TorchFile.open(FILE)) {
      assertThat(state.notes()).isEmpty();
      List<Map.Entry<String, TensorView>> tensors = new ArrayList<>(state.tensors().entrySet());
      assertThat(tensors).hasSize(296).hasSameSizeAs(recorded);
      for (int i = 0; i < tensors.size(); i++) {
        compare(tensors.get(i).getKey(), tensors.get(i).getValue(), recorded.get(i));
      }
    }
  }

  private static void compare(String name, TensorView tensor, JsonNode recorded) {
    assertThat(name).isEqualTo(recorded.path("name").asText());
    assertThat(tensor.shape())
        .as(name)
        .isEqualTo(recorded.path("shape").valueStream().map(JsonNode::asLong).toList());
    double sum = 0;
    double size = 0;
    for (long i = 0; i < tensor.elements(); i++) {
      double value = value(tensor, i);
      sum += value;
      size += Math.abs(value);
    }
    assertThat(Math.abs(sum - recorded.path("sum").asDouble()))
        .as(name)
        .isLessThanOrEqualTo(1e-12 * size);
  }

  private static double value(TensorView tensor, long index) {
    return tensor.type() == DType.F32
        ? tensor.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES)
        : (double) tensor.data().get(ValueLayout.JAVA_LONG_UNALIGNED, index * Long.BYTES);
  }
}
