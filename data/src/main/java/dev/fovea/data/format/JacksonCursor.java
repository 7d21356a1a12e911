package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;

/** A cursor that knows how to call its place in an error. */
final class JacksonCursor implements CocoCursor, AutoCloseable {
  /** Python writes NaN and Infinity; they are read in order to be refused by name. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  static final double LARGEST_WHOLE_DOUBLE = 1L << 53;

  private final Path file;
  private final JsonParser parser;
  private String list = "";
  private int entry = -1;
  private JsonLocation entryLocation = JsonLocation.NA;
  private String field = "";

  private JacksonCursor(Path file) throws IOException {
    this.file = file;
    this.parser = JSON.createParser(file.toFile());
    parser.nextToken();
  }

  /**
   * Opens a file, reads it and closes it.
   *
   * @throws FoveaException if it is unreadable or no JSON
   */
  static <T> T read(Path file, Reading<T> reading) {
    try (JacksonCursor cursor = new JacksonCursor(file)) {
      T result = reading.read(cursor);
      cursor.requireEnd();
      return result;
    } catch (JsonProcessingException e) {
      throw new FoveaException(FoveaException.Cause.DATA, brokenJson(file, e), e);
    } catch (CharConversionException e) {
      String problem = file + " is no UTF-8 text: " + e.getMessage() + "; write the file again";
      throw new FoveaException(FoveaException.Cause.DATA, problem, e);
    } catch (IOException e) {
      throw FoveaException.machine(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String brokenJson(Path file, JsonProcessingException e) {
    return file
        + position(e.getLocation())
        + " is no proper JSON: "
        + e.getOriginalMessage()
        + "; write or fetch the file again";
  }

  private void requireEnd() throws IOException {
    if (parser.nextToken() != null) {
      throw error("is followed by more; one JSON document is needed");
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  @Override
  public boolean atList() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  @Override
  public boolean atObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  @Override
  public void enterList(String name) {
    if (!atList()) {
      throw error("is " + shown() + ", but must be a list");
    }
    list = name;
    entry = -1;
    field = "";
  }

  @Override
  public boolean nextEntry() throws IOException {
    field = "";
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      list = "";
      entry = -1;
      return false;
    }
    entry++;
    entryLocation = parser.currentTokenLocation();
    if (!atObject()) {
      throw error("is " + shown() + ", but must be an object {…}");
    }
    return true;
  }

  @Override
  public boolean nextField() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      field = "";
      return false;
    }
    field = parser.currentName();
    parser.nextToken();
    return true;
  }

  @Override
  public String field() {
    return field;
  }

  @Override
  public void skip() throws IOException {
    parser.skipChildren();
  }

  @Override
  public boolean takeNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  @Override
  public long id() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE_DOUBLE) {
        return (long) value;
      }
    }
    throw error("is " + shown() + ", but must be a whole number of at most 64 bits");
  }

  @Override
  public double number() throws IOException {
    if (!parser.currentToken().isNumeric() || !Double.isFinite(parser.getDoubleValue())) {
      throw error("is " + shown() + ", but must be a finite number");
    }
    return parser.getDoubleValue();
  }

  @Override
  public boolean flag() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> number() != 0;
    };
  }

  @Override
  public String text() throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw error("is " + shown() + ", but must be a text");
    }
    return parser.getText();
  }

  @Override
  public CocoBox box() throws IOException {
    if (!atList()) {
      throw error("is " + shown() + ", but must be [x, y, width, height]");
    }
    double[] values = new double[4];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == 4) {
        throw error("has more than four numbers, but must be [x, y, width, height]");
      }
      values[count++] = number();
    }
    if (count < 4) {
      throw error("has " + count + " numbers, but must be [x, y, width, height]");
    }
    if (values[2] < 0 || values[3] < 0) {
      throw error(
          "has the negative size "
              + values[2]
              + " x "
              + values[3]
              + "; COCO boxes are [x, y, width, height], not two corners");
    }
    return new CocoBox(values[0], values[1], values[2], values[3]);
  }

  @Override
  public FoveaException error(String problem) {
    return FoveaException.data(
        file + ": " + place() + position(parser.currentTokenLocation()) + " " + problem);
  }

  @Override
  public FoveaException entryError(String problem) {
    field = "";
    return FoveaException.data(file + ": " + place() + position(entryLocation) + " " + problem);
  }

  private String place() {
    String at = entry < 0 ? list : list + "[" + entry + "]";
    if (at.isEmpty()) {
      return field.isEmpty() ? "the document" : field;
    }
    return field.isEmpty() ? at : at + "." + field;
  }

  private static String position(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private String shown() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "empty";
    }
    try {
      return switch (token) {
        case START_OBJECT -> "an object {…}";
        case START_ARRAY -> "a list […]";
        case VALUE_STRING -> "the text \"" + parser.getText() + "\"";
        default -> parser.getText();
      };
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
