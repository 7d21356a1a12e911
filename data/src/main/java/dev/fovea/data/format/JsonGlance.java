package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A look at the beginning of a JSON file, to tell its format by its keys. */
final class JsonGlance {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonGlance() {}

  /**
   * The keys of the object that a file consists of, each with the token that its value begins with;
   * none where it is no such file.
   */
  static Map<String, JsonToken> object(Path file) {
    return look(file, parser -> parser.nextToken() == JsonToken.START_OBJECT);
  }

  /** The same of the first object in a list. */
  static Map<String, JsonToken> firstOfList(Path file) {
    return look(
        file,
        parser ->
            parser.nextToken() == JsonToken.START_ARRAY
                && parser.nextToken() == JsonToken.START_OBJECT);
  }

  /** Goes to the object; false where there is none. */
  private interface Entry {
    boolean find(JsonParser parser) throws IOException;
  }

  private static Map<String, JsonToken> look(Path file, Entry entry) {
    Map<String, JsonToken> keys = new HashMap<>();
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (entry.find(parser)) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          keys.put(key, parser.nextToken());
          parser.skipChildren();
        }
      }
      return keys;
    } catch (IOException notOne) {
      return Map.of();
    }
  }
}
