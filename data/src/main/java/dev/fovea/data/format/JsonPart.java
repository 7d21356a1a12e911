package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value in a JSON annotation file that knows where it stands.
 *
 * @param node missing where there is nothing
 * @param path such as {@code [3].annotations[0].coordinates}; empty for the whole document
 */
record JsonPart(JsonNode node, Path file, String path) {
  /** Python writes NaN and Infinity; they are read in order to be named. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build())
          .build();

  /** Pictures inside of annotation files, which may be longer than Jackson takes texts. */
  private static final TokenFilter WITHOUT_PICTURES =
      new TokenFilter() {
        @Override
        public TokenFilter includeProperty(String name) {
          return name.equals("imageData") ? null : this;
        }
      };

  /**
   * Reads a whole file but the pictures in it.
   *
   * @throws FoveaException with line and column where it is no JSON
   */
  static JsonPart read(Path file) {
    try (JsonParser parser =
        new FilteringParserDelegate(
            JSON.createParser(file.toFile()),
            WITHOUT_PICTURES,
            TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH,
            true)) {
      JsonNode node = JSON.readTree(parser);
      return new JsonPart(node == null ? MissingNode.getInstance() : node, file, "");
    } catch (JsonProcessingException failure) {
      throw broken(file, failure);
    } catch (IOException failure) {
      throw Folders.unreadable(file, failure);
    }
  }

  /** What is wrong with a file that is no JSON. */
  static FoveaException broken(Path file, JsonProcessingException failure) {
    return new FoveaException(
        FoveaException.Cause.DATA,
        "The file %s is no valid JSON (line %d, column %d): %s."
            .formatted(
                file,
                failure.getLocation().getLineNr(),
                failure.getLocation().getColumnNr(),
                failure.getOriginalMessage()),
        failure);
  }

  Place place() {
    return new Place(file, 0, path);
  }

  /** The value of the first of these keys that is there; a missing one where none is. */
  JsonPart get(String... keys) {
    for (String key : keys) {
      if (node.has(key)) {
        return new JsonPart(node.get(key), file, path.isEmpty() ? key : path + "." + key);
      }
    }
    String wanted = path.isEmpty() ? keys[0] : path + "." + keys[0];
    return new JsonPart(MissingNode.getInstance(), file, wanted);
  }

  /** The elements of a list; none where this is no list. */
  List<JsonPart> elements() {
    List<JsonPart> elements = new ArrayList<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      elements.add(new JsonPart(node.get(i), file, path + "[" + i + "]"));
    }
    return elements;
  }

  /** A text; empty where it is none or blank. */
  String text() {
    return node.isTextual() ? node.asText() : "";
  }

  /** A text; empty where it is missing or blank, which the sink was told. */
  Optional<String> requiredText(DefectSink sink) {
    if (text().isBlank()) {
      tell(DefectKind.MISSING_FIELD, "is " + shown() + ", but must be a text", sink);
      return Optional.empty();
    }
    return Optional.of(text());
  }

  /** A finite number; empty where it is none, which the sink was told. */
  Optional<Double> number(DefectSink sink) {
    if (node.isNumber() && Double.isFinite(node.asDouble())) {
      return Optional.of(node.asDouble());
    }
    DefectKind kind =
        node.isMissingNode()
            ? DefectKind.MISSING_FIELD
            : node.isNumber() ? DefectKind.NOT_FINITE : DefectKind.NOT_A_NUMBER;
    tell(kind, "is " + shown() + ", but must be a finite number", sink);
    return Optional.empty();
  }

  /** Finite numbers of these keys; empty where one is none, which the sink was told. */
  Optional<double[]> numbers(DefectSink sink, String... keys) {
    double[] numbers = new double[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Optional<Double> number = get(keys[i]).number(sink);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = number.get();
    }
    return Optional.of(numbers);
  }

  /** Pixels of a side; empty where they are none, which the sink was told. */
  Optional<Integer> side(DefectSink sink) {
    Optional<Integer> side = node.isNumber() ? StatedSize.side(node.asDouble()) : Optional.empty();
    if (side.isEmpty()) {
      String what = "is " + shown() + ", not a whole number of pixels above 0";
      tell(DefectKind.STATED_SIZE, what, sink);
    }
    return side;
  }

  /** Tells the sink what is wrong with this value. */
  void tell(DefectKind kind, String what, DefectSink sink) {
    sink.refuse(new Defect(kind, place(), "The value " + place() + " " + what + "."));
  }

  private String shown() {
    return node.isMissingNode()
        ? "missing"
        : node.isContainerNode() ? "no single value" : node.toString();
  }
}
