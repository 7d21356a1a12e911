package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one COCO annotation file that detection needs, not yet joined.
 *
 * <p>Read as a stream: the masks, most of the file, never lie in memory.
 */
record CocoFile(
    List<CocoFile.Picture> pictures,
    List<CocoFile.Category> categories,
    List<CocoFile.Instance> instances) {
  /** Python writes NaN and Infinity; they are read in order to be named. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** A record's place in its list, and the line where it begins. */
  record Position(int element, int line) {}

  /** A record of {@code images}. */
  record Picture(long id, String name, int width, int height) {}

  /** A record of {@code categories}. */
  record Category(long id, String name) {}

  /**
   * A record of {@code annotations}.
   *
   * @param position where it stands
   * @param box x, y, width, height
   * @param area negative where the file states none
   */
  record Instance(
      Position position,
      long id,
      long picture,
      long category,
      double[] box,
      double area,
      boolean crowd) {
    Instance {
      box = Arrays.copyOf(box, box.length);
    }
  }

  static CocoFile read(Path file, DefectSink sink) {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw FoveaException.data(
            "The file "
                + file
                + " is no COCO annotation file: it must hold an object with the"
                + " keys images, categories, annotations.");
      }
      return records(new CocoRecords(file, parser, sink), parser);
    } catch (JsonProcessingException failure) {
      throw JsonPart.broken(file, failure);
    } catch (IOException failure) {
      throw Folders.unreadable(file, failure);
    }
  }

  private static CocoFile records(CocoRecords records, JsonParser parser) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    List<Category> categories = new ArrayList<>();
    List<Instance> instances = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "images" -> records.each(key, element -> pictures.add(records.picture()));
        case "categories" -> records.each(key, element -> categories.add(records.category()));
        case "annotations" -> records.each(key, element -> instances.add(records.instance()));
        default -> parser.skipChildren();
      }
    }
    return new CocoFile(pictures, categories, instances);
  }
}
