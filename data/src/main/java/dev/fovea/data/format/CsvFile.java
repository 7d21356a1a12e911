package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** CSV files (RFC 4180, UTF-8) whose first line names the columns, row by row. */
final class CsvFile {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build();

  private CsvFile() {}

  /** The names of the columns in lower case; none where the file cannot be read as a CSV. */
  static Set<String> columns(Path file) {
    try (CsvParser parser = CSV.createParser(file.toFile())) {
      return parser.nextToken() == null ? Set.of() : columns(cells(parser)).keySet();
    } catch (IOException notOne) {
      return Set.of();
    }
  }

  /**
   * Reads all rows but the first.
   *
   * @throws FoveaException when the file cannot be read, naming the line where it is no CSV
   */
  static void read(Path file, Consumer<CsvRow> use) {
    readAll(
        file,
        new Rows() {
          private Map<String, Integer> columns = Map.of();

          @Override
          public void row(List<String> cells, int line) {
            if (columns.isEmpty()) {
              columns = columns(cells);
            } else {
              use.accept(new CsvRow(columns, cells, Place.of(file, line)));
            }
          }
        });
  }

  /** Takes rows as they stand, the first line too. */
  interface Rows {
    void row(List<String> cells, int line);
  }

  /** Reads all rows of a file that may have no line of names. */
  static void readAll(Path file, Rows use) {
    try (CsvParser parser = CSV.createParser(file.toFile())) {
      while (parser.nextToken() != null) {
        int line = parser.currentLocation().getLineNr();
        use.row(cells(parser), line);
      }
    } catch (JsonProcessingException broken) {
      throw FoveaException.data(
          "The file %s is no CSV (line %d): %s."
              .formatted(file, broken.getLocation().getLineNr(), broken.getOriginalMessage()));
    } catch (IOException failure) {
      throw Folders.unreadable(file, failure);
    }
  }

  /** The cells of a row, the parser at its beginning. */
  private static List<String> cells(CsvParser parser) throws IOException {
    List<String> cells = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      cells.add(parser.getText());
    }
    return cells;
  }

  private static Map<String, Integer> columns(List<String> names) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (String name : names) {
      columns.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), columns.size());
    }
    return columns;
  }

  /** Writes rows, cells quoted where they must be. */
  static void write(Path file, List<List<String>> rows) {
    try (CsvGenerator csv = CSV.createGenerator(Files.newOutputStream(file))) {
      for (List<String> row : rows) {
        csv.writeStartArray();
        for (String cell : row) {
          csv.writeString(cell);
        }
        csv.writeEndArray();
      }
    } catch (IOException failure) {
      throw FoveaException.machine(
          file + " cannot be written: " + failure.getMessage() + ".", failure);
    }
  }
}
