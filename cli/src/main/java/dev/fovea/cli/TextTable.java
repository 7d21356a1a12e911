package dev.fovea.cli;

import dev.fovea.report.ReportTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A report's table for a terminal: title, heads and rows, numbers flush right. */
final class TextTable {
  private TextTable() {}

  /** Its lines, without blanks at their ends. */
  static List<String> lines(ReportTable table) {
    List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
    rows.addAll(table.rows());
    int[] widths =
        IntStream.range(0, table.columns().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>(List.of(table.title()));
    rows.forEach(row -> lines.add(line(row, widths)));
    if (!table.note().isEmpty()) {
      lines.add("  " + table.note());
    }
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? cell + blanks : "  " + blanks + cell);
    }
    return line.toString().stripTrailing();
  }
}
