package dev.fovea.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.model.TensorView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that torch and NumPy wrote hold what these read from them ({@code record_pickles.py}). */
class RecordedPicklesTest {
  private static JsonNode recorded() throws IOException, URISyntaxException {
    return new ObjectMapper().readTree(Corpus.file("recorded.json").toFile()).path("files");
  }

  static Stream<String> names() throws IOException, URISyntaxException {
    return recorded().propertyStream().map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("names")
  void holdsWhatPythonReads(String name) throws IOException, URISyntaxException {
    JsonNode expected = recorded().path(name);
    try (StateDict state = TorchFile.open(Corpus.file(name))) {
      Map<String, TensorView> tensors = state.tensors();
      assertThat(tensors.keySet())
          .containsExactlyElementsOf(expected.propertyStream().map(Map.Entry::getKey).toList());
      tensors.forEach((key, tensor) -> compare(name + " " + key, tensor, expected.path(key)));
    }
  }

  @Test
  void everyFileIsRecorded() throws IOException, URISyntaxException {
    assertThat(Corpus.files(""))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(names().toList())
        .hasSizeGreaterThan(20);
  }

  private static void compare(String what, TensorView tensor, JsonNode expected) {
    assertThat(tensor.type().name()).as(what).isEqualTo(expected.path("type").asText());
    assertThat(tensor.shape()).as(what).isEqualTo(longs(expected.path("shape")));
    List<Double> values = values(tensor);
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    double size = values.stream().mapToDouble(Math::abs).sum();
    assertThat(Math.abs(sum - expected.path("sum").asDouble()))
        .as(what + "'s sum " + sum)
        .isLessThanOrEqualTo(1e-12 * size);
    int some = Math.min(4, values.size());
    assertThat(values.subList(0, some)).as(what).isEqualTo(doubles(expected.path("first")));
    assertThat(values.subList(values.size() - some, values.size()))
        .as(what)
        .isEqualTo(doubles(expected.path("last")));
  }

  private static List<Double> values(TensorView tensor) {
    MemorySegment data = tensor.data();
    List<Double> values = new ArrayList<>();
    for (long i = 0; i < tensor.elements(); i++) {
      values.add(
          switch (tensor.type()) {
            case F32 -> (double) data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES);
            case BF16 -> {
              int bits = data.get(ValueLayout.JAVA_SHORT_UNALIGNED, i * Short.BYTES) << 16;
              yield (double) Float.intBitsToFloat(bits);
            }
            default -> (double) data.get(ValueLayout.JAVA_LONG_UNALIGNED, i * Long.BYTES);
          });
    }
    return values;
  }

  private static List<Long> longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asLong).toList();
  }

  private static List<Double> doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asDouble).toList();
  }
}
