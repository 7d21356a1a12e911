package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Holds the generators against what {@code record_torchvision.py} printed, to the last bit. */
class CounterWeightsTest {
  @Test
  void valuesAreThoseOfThePythonTwin() throws IOException {
    JsonNode recorded = samples().get("weights");
    assertThat(recorded).hasSize(3);
    for (JsonNode sample : recorded) {
      float[] values =
          CounterWeights.values(
              sample.get("name").textValue(),
              sample.get("count").intValue(),
              sample.get("scale").doubleValue(),
              sample.get("offset").doubleValue());
      assertThat(values).as(sample.get("name").textValue()).isEqualTo(floats(sample.get("values")));
    }
  }

  @Test
  void bitsAreThoseOfSplittableRandom() {
    SplittableRandom random = new SplittableRandom(CounterWeights.hash("fovea"));
    for (int i = 0; i < 1000; i++) {
      assertThat(CounterWeights.bits(CounterWeights.hash("fovea"), i)).isEqualTo(random.nextLong());
    }
  }

  @Test
  void hashIsFnv1a() {
    // Published vectors of FNV-1a, 64 bits.
    assertThat(CounterWeights.hash("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(CounterWeights.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(CounterWeights.hash("foobar")).isEqualTo(0x85944171f73967e8L);
  }

  @Test
  void picturesAreThoseOfThePythonTwin() throws IOException {
    JsonNode sample = samples().get("image");
    int width = sample.get("width").intValue();
    int height = sample.get("height").intValue();
    byte[] rgb = CounterImage.of(sample.get("name").textValue(), width, height).rgb();
    long sum = 0;
    for (byte value : rgb) {
      sum += value & 0xff;
    }
    assertThat(sum).isEqualTo(sample.get("sum").longValue());
    for (int i = 0; i < 12; i++) {
      assertThat(rgb[i] & 0xff).isEqualTo(sample.get("first").get(i).intValue());
      int last = rgb[rgb.length - 12 + i] & 0xff;
      assertThat(last).isEqualTo(sample.get("last").get(i).intValue());
    }
  }

  private static JsonNode samples() throws IOException {
    try (InputStream in = CounterWeightsTest.class.getResourceAsStream("/torchvision/index.json")) {
      return new ObjectMapper().readTree(in).get("samples");
    }
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).doubleValue();
    }
    return values;
  }
}
