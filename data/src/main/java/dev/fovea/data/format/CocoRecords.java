package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The lists of a COCO annotation file, record by record. */
final class CocoRecords {
  private static final Set<String> IDS = Set.of("id", "image_id", "category_id");
  private static final Set<String> NUMBERS = Set.of("width", "height", "iscrowd", "area");
  private static final Set<String> TEXTS = Set.of("file_name", "name");
  private static final double ABSENT = -1;

  /** Above it a double, such as {@code 1e17}, may stand for several whole numbers. */
  private static final double LARGEST_WHOLE_DOUBLE = 1L << 53;

  /** What stands for the id of a record without one. */
  static final long NO_ID = 0;

  private final Path file;
  private final JsonParser parser;
  private final DefectSink sink;
  private final Map<String, Long> ids = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private double[] box = {};
  private String list = "";
  private int element;
  private int line;

  /** What to do with a record that was just read. */
  interface Use {
    void accept(int element) throws IOException;
  }

  /** A record that cannot be used. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Defect defect;

    Broken(Defect defect) {
      super(defect.text(), null, false, false);
      this.defect = defect;
    }
  }

  CocoRecords(Path file, JsonParser parser, DefectSink sink) {
    this.file = file;
    this.parser = parser;
    this.sink = sink;
  }

  /** Reads a list, the parser at its beginning; records that cannot be used are left out. */
  void each(String name, Use use) throws IOException {
    list = name;
    element = 0;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw FoveaException.data("The " + name + " in " + file + " are no list.");
    }
    JsonStreamContext within = parser.getParsingContext();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      line = parser.currentTokenLocation().getLineNr();
      try {
        record();
        use.accept(element);
      } catch (Broken broken) {
        sink.refuse(broken.defect);
        while (parser.getParsingContext() != within) {
          parser.nextToken();
        }
      }
      element++;
    }
  }

  CocoFile.Picture picture() {
    return new CocoFile.Picture(id("id"), text("file_name"), side("width"), side("height"));
  }

  CocoFile.Category category() {
    return new CocoFile.Category(id("id"), text("name"));
  }

  CocoFile.Instance instance() {
    if (box.length != 4) {
      throw wrong(DefectKind.MISSING_FIELD, "has no bbox of four numbers");
    }
    return new CocoFile.Instance(
        new CocoFile.Position(element, line),
        ids.getOrDefault("id", NO_ID),
        id("image_id"),
        id("category_id"),
        box,
        area(),
        numbers.getOrDefault("iscrowd", 0.0) != 0);
  }

  private double area() {
    double area = numbers.getOrDefault("area", ABSENT);
    if (numbers.containsKey("area") && area < 0) {
      sink.tolerate(wrong(DefectKind.NEGATIVE_AREA, "has the area " + area).defect);
    }
    return area;
  }

  private void record() throws IOException {
    ids.clear();
    numbers.clear();
    texts.clear();
    box = new double[0];
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      throw wrong(DefectKind.MALFORMED, "is no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals("bbox") && value == JsonToken.START_ARRAY) {
        box = corners();
      } else if (IDS.contains(key) && value != JsonToken.VALUE_NULL) {
        ids.put(key, exact(key));
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
        throw wrong(DefectKind.MALFORMED, "has a bbox of more than four numbers");
      }
      corners[count++] = number("bbox");
    }
    return count == corners.length ? corners : new double[0];
  }

  /** All 64 bits of a whole number, possibly written as 7.0. */
  private long exact(String key) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        return parser.getLongValue();
      }
      String text = "has %s in %s, more than 2^63 - 1";
      throw wrong(DefectKind.NOT_A_NUMBER, text.formatted(parser.getText(), key));
    }
    double value = number(key);
    if (value != Math.rint(value) || Math.abs(value) > LARGEST_WHOLE_DOUBLE) {
      throw wrong(DefectKind.NOT_A_NUMBER, "has " + value + " in " + key + ", not a whole number");
    }
    return (long) value;
  }

  private double number(String key) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(key, parser.getDoubleValue());
      case VALUE_TRUE -> 1;
      case VALUE_FALSE -> 0;
      default ->
          throw wrong(
              DefectKind.NOT_A_NUMBER,
              "has '" + parser.getText() + "' in " + key + ", not a number");
    };
  }

  private double finite(String key, double value) {
    if (!Double.isFinite(value)) {
      throw wrong(DefectKind.NOT_FINITE, "has " + value + " in " + key + ", not a finite number");
    }
    return value;
  }

  private long id(String key) {
    Long value = ids.get(key);
    if (value == null) {
      throw wrong(DefectKind.MISSING_FIELD, "has no " + key);
    }
    return value;
  }

  private int side(String key) {
    Double value = numbers.get(key);
    if (value == null) {
      throw wrong(DefectKind.MISSING_FIELD, "has no " + key);
    }
    return StatedSize.side(value)
        .orElseThrow(
            () ->
                wrong(
                    DefectKind.STATED_SIZE,
                    "has a " + key + " of " + Decimals.plain(value.doubleValue()) + " pixels"));
  }

  private String text(String key) {
    String value = texts.get(key);
    if (value == null || value.isEmpty()) {
      throw wrong(DefectKind.MISSING_FIELD, "has no " + key);
    }
    return value;
  }

  private Broken wrong(DefectKind kind, String what) {
    Long id = ids.get("id");
    String known = id == null ? "" : " (id " + id + ")";
    Place place = new Place(file, line, list + "[" + element + "]" + known);
    return new Broken(new Defect(kind, place, place + " " + what + "."));
  }
}
