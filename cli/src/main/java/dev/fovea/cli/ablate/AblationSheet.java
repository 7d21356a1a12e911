package dev.fovea.cli.ablate;

import dev.fovea.core.eval.Difference;
import dev.fovea.report.ReportTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table with what came out, for people and for programs. All APs are percent.
 *
 * @param table the paper's
 * @param rows in its order
 */
public record AblationSheet(AblationTable table, List<RowResult> rows) {
  private static final String NONE = "–";

  /** Copies the list. */
  public AblationSheet {
    rows = List.copyOf(rows);
  }

  /** In the paper's layout, the paper's own figures beside. */
  public ReportTable toReport() {
    List<String> columns = new ArrayList<>(table.columns());
    columns.addAll(List.of("AP", "interval", "against " + table.reference(), "paper", "status"));
    return new ReportTable(table.title(), note(), columns, rows.stream().map(this::cells).toList());
  }

  private String note() {
    return "AP in percent, with 95 % intervals over images (means over seeds where there are more);"
        + " the paper's are of COCO.";
  }

  private List<String> cells(RowResult row) {
    List<String> cells = new ArrayList<>(row.row().varied());
    cells.add(RowResult.figure(row.ap(), 1, NONE));
    cells.add(
        row.ap().isPresent()
            ? RowResult.figure(row.low(), 1, "") + " … " + RowResult.figure(row.high(), 1, "")
            : NONE);
    cells.add(row.change().map(AblationSheet::words).orElse(NONE));
    cells.add(row.row().paper().isEmpty() ? NONE : row.row().paper());
    cells.add(row.status());
    return cells;
  }

  private static String words(Difference change) {
    String sign = change.change() >= 0 ? "+" : "";
    boolean significant = change.verdict() != Difference.Verdict.UNDECIDED;
    return sign
        + RowResult.figure(change.change(), 1)
        + (significant ? " significant" : " not significant");
  }

  /** The table as CSV, a head and a line for each row. */
  public String toCsv() {
    List<Map<String, Object>> records = records();
    StringBuilder text = new StringBuilder();
    text.append(line(records.getFirst().keySet().stream().toList()));
    records.forEach(
        each -> text.append(line(each.values().stream().map(String::valueOf).toList())));
    return text.toString();
  }

  /** The same by column; undefined figures are empty texts. */
  public List<Map<String, Object>> records() {
    return rows.stream().map(this::fields).toList();
  }

  private Map<String, Object> fields(RowResult row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      fields.put(table.columns().get(i), row.row().varied().get(i));
    }
    fields.put("AP", RowResult.figure(row.ap(), 2, ""));
    fields.put("low", RowResult.figure(row.low(), 2, ""));
    fields.put("high", RowResult.figure(row.high(), 2, ""));
    fields.put("seeds", row.perSeed());
    fields.put("change", row.change().map(each -> RowResult.figure(each.change(), 2)).orElse(""));
    fields.put("changeLow", row.change().map(each -> RowResult.figure(each.low(), 2)).orElse(""));
    fields.put("changeHigh", row.change().map(each -> RowResult.figure(each.high(), 2)).orElse(""));
    fields.put("paper", row.row().paper());
    fields.put("source", row.row().source());
    fields.put("status", row.status());
    return fields;
  }

  private static String line(List<String> cells) {
    return cells.stream().map(AblationSheet::quoted).collect(Collectors.joining(",")) + "\n";
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
