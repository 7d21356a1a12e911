package dev.fovea.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.core.ClassNames;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.TensorView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * One of the torchvision models that {@code record_torchvision.py} recorded: weights from a
 * counter, answers from a file.
 *
 * @param entry its part of {@code index.json}
 * @param floats what its {@code .bin.gz} holds
 */
public record RecordedModel(JsonNode entry, FloatBuffer floats) {
  public static List<RecordedModel> all() {
    try (InputStream in = RecordedModel.class.getResourceAsStream("/torchvision/index.json")) {
      JsonNode models = new ObjectMapper().readTree(in).get("models");
      return StreamSupport.stream(models.spliterator(), false).map(RecordedModel::of).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static RecordedModel of(JsonNode entry) {
    String file = "/torchvision/" + entry.get("file").textValue();
    try (InputStream in = new GZIPInputStream(RecordedModel.class.getResourceAsStream(file))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      return new RecordedModel(entry, bytes.asFloatBuffer());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return entry.get("name").textValue();
  }

  public int classes() {
    return entry.get("classes").intValue();
  }

  /** {@code count} recorded numbers from {@code at} on. */
  float[] floats(int at, int count) {
    float[] values = new float[count];
    floats.get(at, values);
    return values;
  }

  public Architecture architecture() {
    return new Architecture(
        entry.get("backbone").textValue(),
        Architecture.Norm.valueOf(upper("norm")),
        1e-5,
        Architecture.PyramidTop.valueOf(upper("p6")),
        256,
        4,
        Architecture.HeadNorm.valueOf(upper("headNorm")));
  }

  private String upper(String key) {
    return entry.get(key).textValue().toUpperCase(Locale.ROOT);
  }

  /** The whole detector, as torchvision's defaults have it. */
  ModelDescription description(JsonNode example) {
    List<String> names = IntStream.range(0, classes()).mapToObj(k -> "class " + k).toList();
    List<Long> ids = LongStream.range(0, classes()).boxed().toList();
    return new ModelDescription(
        architecture(),
        new ClassNames(names, ids),
        AnchorSettings.torchvision(),
        Preprocessing.imagenet(
            example.get("minSize").intValue(), example.get("maxSize").intValue()),
        PostProcessing.torchvision(),
        Map.of());
  }

  /** Every tensor, generated or recorded, in the order of torchvision's state dict. */
  public SequencedMap<String, TensorView> tensors(Arena arena) {
    SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
    for (JsonNode tensor : entry.get("tensors")) {
      long[] shape = new ObjectMapper().convertValue(tensor.get("shape"), long[].class);
      int count = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
      String name = tensor.get("name").textValue();
      float[] values =
          tensor.has("at")
              ? floats(tensor.get("at").intValue(), count)
              : CounterWeights.values(
                  name,
                  count,
                  tensor.get("scale").doubleValue(),
                  tensor.get("offset").doubleValue());
      tensors.put(name, TensorView.ofFloats(arena, values, shape));
    }
    return tensors;
  }
}
