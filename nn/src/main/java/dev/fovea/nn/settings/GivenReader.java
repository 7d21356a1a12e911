package dev.fovea.nn.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what the user gave, in a YAML file or as {@code key=value}, into single values. */
final class GivenReader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final int source;
  private final String place;
  private final boolean lines;
  private final List<Given> given = new ArrayList<>();

  private GivenReader(int source, String place, boolean lines) {
    this.source = source;
    this.place = place;
    this.lines = lines;
  }

  static List<Given> file(Path path, int source) {
    try {
      return yaml(Files.readString(path), path.toString(), source);
    } catch (NoSuchFileException missing) {
      throw FoveaException.user("there is no settings file " + path);
    } catch (MalformedInputException foreign) {
      throw FoveaException.user(path + " is not a settings file: it is not UTF-8 text");
    } catch (IOException failure) {
      throw FoveaException.machine("cannot read " + path + ": " + failure.getMessage(), failure);
    }
  }

  static List<Given> yaml(String text, String place, int source) {
    GivenReader reader = new GivenReader(source, place, true);
    try (JsonParser parser = YAML.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first != null && first != JsonToken.START_OBJECT) {
        throw FoveaException.user(
            place + " is not a settings file: it does not consist of \"key: value\" lines");
      }
      if (first != null) {
        reader.object("", parser);
        reader.requireEnd(parser);
      }
      return reader.given;
    } catch (JsonProcessingException malformed) {
      throw FoveaException.user(
          "%s:%d is not YAML: %s"
              .formatted(place, malformed.getLocation().getLineNr(), firstLine(malformed)));
    } catch (IOException failure) {
      throw FoveaException.machine("cannot read " + place + ": " + failure.getMessage(), failure);
    }
  }

  /** One {@code key=value}; the value is a YAML scalar, list or map. */
  static List<Given> override(String text, int source) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw FoveaException.user(
          "--set " + text + " is not key=value; write for example --set loss.gamma=1.5");
    }
    String key = text.substring(0, equals).strip();
    GivenReader reader = new GivenReader(source, "--set", false);
    try (JsonParser parser = YAML.createParser(text.substring(equals + 1))) {
      if (parser.nextToken() == null) {
        return List.of(new Given(key, NullNode.instance, source, "--set"));
      }
      reader.value(key, parser);
      return reader.given;
    } catch (JsonProcessingException malformed) {
      throw FoveaException.user(
          "--set " + text + ": the value is not YAML: " + firstLine(malformed));
    } catch (IOException failure) {
      throw FoveaException.machine("cannot read --set " + text, failure);
    }
  }

  private void object(String prefix, JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      parser.nextToken();
      value(key, parser);
    }
  }

  private void value(String key, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(key + ".", parser);
      return;
    }
    int line = parser.currentTokenLocation().getLineNr();
    JsonNode value = YAML.readTree(parser);
    given.add(new Given(key, value, source, lines ? place + ":" + line : place));
  }

  private void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw FoveaException.user(place + " holds more than one YAML document; keep one");
    }
  }

  private static String firstLine(JsonProcessingException malformed) {
    return malformed.getOriginalMessage().lines().findFirst().orElse("");
  }
}
