package dev.fovea.report;

import java.util.List;

/**
 * A table of plain text, such as a comparison of runs.
 *
 * @param title its heading
 * @param note a sentence below it, possibly empty
 * @param columns their headings; the first column names the rows
 * @param rows each with as many cells as there are columns
 */
public record ReportTable(
    String title, String note, List<String> columns, List<List<String>> rows) {
  /**
   * Checks that the table is rectangular.
   *
   * @throws IllegalArgumentException naming the row that does not fit
   */
  public ReportTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "the row %s of the table %s has not one cell for each of %s"
                .formatted(row, title, columns));
      }
    }
  }
}
