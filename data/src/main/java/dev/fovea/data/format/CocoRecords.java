package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The lists of a COCO annotation file, record by record. */
final class CocoRecords {
  private static final Set<String> NUMBERS =
      Set.of("id", "width", "height", "image_id", "category_id", "iscrowd", "area");
  private static final Set<String> TEXTS = Set.of("file_name", "name");
  private static final double ABSENT = -1;

  private final Path file;
  private final JsonParser parser;
  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private double[] box = {};
  private String list = "";
  private int element;

  /** What to do with a record that was just read. */
  interface Use {
    void accept(int element) throws IOException;
  }

  CocoRecords(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Reads a list, the parser at its beginning. */
  void each(String name, Use use) throws IOException {
    list = name;
    element = 0;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw FoveaException.data("The " + name + " in " + file + " are no list.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrong("is no object");
      }
      record();
      use.accept(element);
      element++;
    }
  }

  CocoFile.Picture picture() {
    return new CocoFile.Picture(whole("id"), text("file_name"), side("width"), side("height"));
  }

  CocoFile.Category category() {
    return new CocoFile.Category(whole("id"), text("name"));
  }

  CocoFile.Instance instance() {
    if (box.length != 4) {
      throw wrong("has no bbox of four numbers");
    }
    return new CocoFile.Instance(
        element,
        numbers.getOrDefault("id", 0.0).longValue(),
        whole("image_id"),
        whole("category_id"),
        box,
        numbers.getOrDefault("area", ABSENT),
        numbers.getOrDefault("iscrowd", 0.0) != 0);
  }

  private void record() throws IOException {
    numbers.clear();
    texts.clear();
    box = new double[0];
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals("bbox") && value == JsonToken.START_ARRAY) {
        box = corners();
      } else if (NUMBERS.contains(key) && value != JsonToken.VALUE_NULL) {
        numbers.put(key, number(key));
      } else if (TEXTS.contains(key)) {
        texts.put(key, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private double[] corners() throws IOException {
    double[] corners = new double[4];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == corners.length) {
        throw wrong("has a bbox of more than four numbers");
      }
      corners[count++] = number("bbox");
    }
    return count == corners.length ? corners : new double[0];
  }

  private double number(String key) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(key, parser.getDoubleValue());
      case VALUE_TRUE -> 1;
      case VALUE_FALSE -> 0;
      default -> throw wrong("has '" + parser.getText() + "' in " + key + ", not a number");
    };
  }

  private double finite(String key, double value) {
    if (!Double.isFinite(value)) {
      throw wrong("has a number beyond all bounds in " + key);
    }
    return value;
  }

  private long whole(String key) {
    Double value = numbers.get(key);
    if (value == null || value != Math.rint(value)) {
      throw wrong(value == null ? "has no " + key : "has " + value + " in " + key);
    }
    return value.longValue();
  }

  private int side(String key) {
    long value = whole(key);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw wrong("has a " + key + " of " + value + " pixels");
    }
    return (int) value;
  }

  private String text(String key) {
    String value = texts.get(key);
    if (value == null || value.isEmpty()) {
      throw wrong("has no " + key);
    }
    return value;
  }

  private FoveaException wrong(String what) {
    return FoveaException.data(
        list
            + "["
            + element
            + "] in "
            + file
            + " (line "
            + parser.currentLocation().getLineNr()
            + ") "
            + what
            + ".");
  }
}
