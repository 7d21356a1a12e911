package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The segmentations of a COCO file, polygons and run lengths alike, left on disk until they are
 * asked for.
 */
final class CocoMasks implements CocoAnnotations.Fields, AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Path file;
  private final FileChannel bytes;
  private final Map<Long, Range> ranges;

  /** Where a value stands in the file. */
  private record Range(long offset, int length) {}

  private CocoMasks(Path file, FileChannel bytes, Map<Long, Range> ranges) {
    this.file = file;
    this.bytes = bytes;
    this.ranges = ranges;
  }

  /** Looks through a file, which stays open until {@link #close}. */
  static CocoMasks index(Path file) {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      Map<Long, Range> ranges = new HashMap<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean annotations = parser.currentName().equals("annotations");
        JsonToken value = parser.nextToken();
        if (annotations && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            add(parser, ranges);
          }
        } else {
          parser.skipChildren();
        }
      }
      return new CocoMasks(file, FileChannel.open(file, StandardOpenOption.READ), ranges);
    } catch (JsonProcessingException failure) {
      throw JsonPart.broken(file, failure);
    } catch (IOException failure) {
      throw Folders.unreadable(file, failure);
    }
  }

  /** Adds an annotation's segmentation, the parser at the annotation's beginning. */
  private static void add(JsonParser parser, Map<Long, Range> ranges) throws IOException {
    long id = CocoRecords.NO_ID;
    Optional<Range> range = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals("id") && value.isNumeric()) {
        id = parser.getLongValue();
      } else if (key.equals("segmentation") && value.isStructStart()) {
        long begin = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        long end = parser.currentTokenLocation().getByteOffset() + 1;
        // The place is unknown in files that are not UTF-8.
        range = begin < 0 ? Optional.empty() : Optional.of(new Range(begin, (int) (end - begin)));
      } else {
        parser.skipChildren();
      }
    }
    if (range.isPresent()) {
      ranges.put(id, range.get());
    }
  }

  /** How many annotations have one. */
  int count() {
    return ranges.size();
  }

  @Override
  public void write(long id, JsonGenerator json) throws IOException {
    if (ranges.containsKey(id)) {
      json.writeFieldName("segmentation");
      json.writeRawValue(text(ranges.get(id)));
    }
  }

  private String text(Range range) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(range.length());
    while (buffer.hasRemaining()) {
      if (bytes.read(buffer, range.offset() + buffer.position()) < 0) {
        throw new IOException(file + " has become shorter");
      }
    }
    return new String(buffer.array(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException failure) {
      throw Folders.unreadable(file, failure);
    }
  }
}
