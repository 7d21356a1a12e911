package dev.fovea.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.model.Safetensors;
import dev.fovea.model.TensorView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * A RetinaNet of another framework that {@code record_frameworks.py} recorded.
 *
 * @param entry its part of {@code index.json}
 */
record RecordedFramework(JsonNode entry) {
  static List<RecordedFramework> all() {
    try (InputStream in = RecordedFramework.class.getResourceAsStream("/frameworks/index.json")) {
      JsonNode models = new ObjectMapper().readTree(in).get("models");
      return StreamSupport.stream(models.spliterator(), false).map(RecordedFramework::new).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return entry.get("name").textValue();
  }

  JsonNode cases() {
    return entry.get("cases");
  }

  /** Writes the weights by the framework's own names. */
  Path write(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
      entry
          .get("tensors")
          .forEach(tensor -> tensors.put(tensor.get("name").textValue(), tensor(tensor, arena)));
      Safetensors.write(file, Map.of(), tensors);
      return file;
    }
  }

  private static TensorView tensor(JsonNode tensor, Arena arena) {
    ObjectMapper json = new ObjectMapper();
    long[] shape = json.convertValue(tensor.get("shape"), long[].class);
    if (tensor.has("values")) {
      float[] values = json.convertValue(tensor.get("values"), float[].class);
      return TensorView.ofFloats(arena, values, shape);
    }
    int count = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
    double scale = tensor.get("scale").doubleValue();
    double offset = tensor.get("offset").doubleValue();
    String name = tensor.get("name").textValue();
    return TensorView.ofFloats(arena, CounterWeights.values(name, count, scale, offset), shape);
  }
}
