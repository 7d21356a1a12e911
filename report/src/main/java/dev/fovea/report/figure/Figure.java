package dev.fovea.report.figure;

import java.util.List;

/**
 * One or more plots beside each other, with their numbers.
 *
 * @param title above the plots
 * @param plots from left to right, at least one
 * @param table the numbers that are plotted
 */
public record Figure(String title, List<Plot> plots, Table table) {
  public Figure {
    plots = List.copyOf(plots);
    if (plots.isEmpty()) {
      throw new IllegalArgumentException("figure " + title + " has no plot");
    }
  }

  /**
   * Numbers and names in columns.
   *
   * @param columns their names
   * @param rows each as long as {@code columns}
   */
  public record Table(List<String> columns, List<List<Object>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      for (List<Object> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row has %d cells, the table %d columns".formatted(row.size(), columns.size()));
        }
      }
    }
  }
}
