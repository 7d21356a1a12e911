package dev.fovea.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The JSON in front of the tensors' bytes.
 *
 * @param metadata free texts by name
 * @param entries the tensors in the order of their bytes, which they cover without gap or overlap
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  private static final String METADATA = "__metadata__";

  /** Far above any real model's: a hundred thousand tensors take 1.3 million. */
  private static final long MOST_TOKENS = 4_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Where a tensor lies.
   *
   * @param begin first byte, counted from the header's end
   * @param end after the last byte
   */
  record Entry(String name, DType type, List<Long> shape, long begin, long end) {}

  /** The header's bytes, padded with spaces so that the tensors begin at a multiple of 8. */
  static byte[] encode(Map<String, String> metadata, SequencedMap<String, TensorView> tensors) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(METADATA);
      new TreeMap<>(metadata).forEach(texts::put); // the same bytes whatever the map's order
    }
    long position = 0;
    for (Map.Entry<String, TensorView> named : tensors.entrySet()) {
      if (named.getKey().equals(METADATA)) {
        throw new IllegalArgumentException(METADATA + " is no name for a tensor");
      }
      TensorView tensor = named.getValue();
      ObjectNode entry = root.putObject(named.getKey());
      entry.put("dtype", tensor.type().name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(position).add(position += tensor.data().byteSize());
    }
    return padded(root.toString().getBytes(UTF_8));
  }

  private static byte[] padded(byte[] text) {
    if (text.length > Safetensors.LONGEST_HEADER - 7) {
      throw new IllegalArgumentException("names and metadata take " + text.length + " bytes");
    }
    byte[] header = Arrays.copyOf(text, Math.ceilDiv(text.length, 8) * 8);
    Arrays.fill(header, text.length, header.length, (byte) ' ');
    return header;
  }

  /** Reads {@code text}, which is followed by {@code bytes} bytes of tensors. */
  static SafetensorsHeader decode(String text, long bytes) throws MalformedSafetensorsException {
    JsonNode root = parse(text);
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals(METADATA)) {
        readMetadata(property.getValue(), metadata);
      } else {
        entries.add(TensorEntryReader.read(property.getKey(), property.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireCovered(entries, bytes);
    return new SafetensorsHeader(metadata, entries);
  }

  private static JsonNode parse(String text) throws MalformedSafetensorsException {
    if (!text.startsWith("{")) {
      throw new MalformedSafetensorsException("its header does not begin with {");
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException failure) {
      throw new MalformedSafetensorsException(
          "its header is not JSON: " + Excerpt.of(failure.getOriginalMessage()));
    }
  }

  private static void readMetadata(JsonNode node, Map<String, String> metadata)
      throws MalformedSafetensorsException {
    if (!node.isObject()) {
      throw new MalformedSafetensorsException(METADATA + " is not an object");
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      if (!property.getValue().isTextual()) {
        throw new MalformedSafetensorsException(
            "the metadata " + Excerpt.of(property.getKey()) + " is not a text");
      }
      metadata.put(property.getKey(), property.getValue().textValue());
    }
  }

  private static void requireCovered(List<Entry> entries, long bytes)
      throws MalformedSafetensorsException {
    long position = 0;
    for (Entry entry : entries) {
      if (entry.begin() != position) {
        throw new MalformedSafetensorsException(
            "tensor %s begins at byte %d where %d was expected (a gap or an overlap)"
                .formatted(Excerpt.of(entry.name()), entry.begin(), position));
      }
      position = entry.end();
    }
    if (position != bytes) {
      throw new MalformedSafetensorsException(
          "its tensors take %d bytes, but %d follow the header".formatted(position, bytes));
    }
  }
}
