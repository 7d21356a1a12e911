package dev.fovea.cli.ablate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.fovea.core.eval.Difference;
import dev.fovea.report.ReportTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table with what came out, for people and for programs. All APs are percent.
 *
 * @param table the paper's
 * @param rows in its order
 */
public record AblationSheet(AblationTable table, List<RowResult> rows) {
  private static final String NONE = "–";
  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();

  /** Copies the list. */
  public AblationSheet {
    rows = List.copyOf(rows);
  }

  /** In the paper's layout, the paper's own figures beside. */
  public ReportTable toReport() {
    List<String> columns = new ArrayList<>(table.columns());
    columns.addAll(
        List.of(
            "AP", "over images", "over seeds", "against " + table.reference(), "paper", "status"));
    return new ReportTable(table.title(), note(), columns, rows.stream().map(this::cells).toList());
  }

  private String note() {
    return "AP in percent, with 95 % intervals: over images by the bootstrap (means over seeds), "
        + spread()
            .map(
                spread ->
                    "over seeds by the spread within all rows (standard deviation %s, %d degrees of freedom)"
                        .formatted(RowResult.figure(spread.deviation(), 1), spread.degrees()))
            .orElse("over seeds unknown without a second one (--seeds)")
        + ". A change is significant where it is beyond both, and one of the two rows has learned."
        + " The paper's figures are of COCO.";
  }

  private List<String> cells(RowResult row) {
    List<String> cells = new ArrayList<>(row.row().varied());
    cells.add(RowResult.figure(row.ap(), 1, NONE));
    cells.add(
        row.ap().isPresent()
            ? words(new Interval(row.low().orElseThrow(), row.high().orElseThrow()))
            : NONE);
    cells.add(seedInterval(row).map(AblationSheet::words).orElse(NONE));
    cells.add(row.change().map(change -> words(row, change)).orElse(NONE));
    cells.add(row.row().paper().isEmpty() ? NONE : row.row().paper());
    cells.add(row.status());
    return cells;
  }

  private static String words(Interval interval) {
    return RowResult.figure(interval.low(), 1) + " … " + RowResult.figure(interval.high(), 1);
  }

  private String words(RowResult row, Difference change) {
    String sign = change.change() >= 0 ? "+" : "";
    return sign
        + RowResult.figure(change.change(), 1)
        + verdict(row, change, " significant", " not significant");
  }

  /** One of two words; neither where nothing has learned that could be compared. */
  private String verdict(RowResult row, Difference change, String significant, String not) {
    if (!row.hasLearned() && !hasReferenceLearned()) {
      return "";
    }
    return isSignificant(row, change) ? significant : not;
  }

  private boolean hasReferenceLearned() {
    return rows.stream()
        .anyMatch(each -> each.row().name().equals(table.reference()) && each.hasLearned());
  }

  /** Beyond what other images would change, and beyond what other seeds would, where known. */
  private boolean isSignificant(RowResult row, Difference change) {
    double seeds = spread().map(spread -> spread.ofDifference(row.changes().size())).orElse(0.0);
    return change.verdict() != Difference.Verdict.UNDECIDED && Math.abs(change.change()) > seeds;
  }

  private Optional<SeedSpread> spread() {
    return SeedSpread.of(rows.stream().filter(RowResult::hasLearned).map(RowResult::aps).toList());
  }

  private Optional<Interval> seedInterval(RowResult row) {
    if (!row.hasLearned()) {
      return Optional.empty();
    }
    double mean = row.ap().orElseThrow();
    return spread()
        .map(spread -> spread.ofMean(row.aps().length))
        .map(half -> new Interval(mean - half, mean + half));
  }

  private record Interval(double low, double high) {}

  /** The table as CSV, a head and a line for each row. */
  public String toCsv() {
    List<Map<String, Object>> records = records();
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
    records.getFirst().keySet().forEach(schema::addColumn);
    try {
      return CSV.writer(schema.build()).writeValueAsString(records);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
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
    Optional<Interval> seeds = seedInterval(row);
    fields.put("seedLow", seeds.map(each -> RowResult.figure(each.low(), 2)).orElse(""));
    fields.put("seedHigh", seeds.map(each -> RowResult.figure(each.high(), 2)).orElse(""));
    fields.put("seeds", row.perSeed());
    fields.put("change", row.change().map(each -> RowResult.figure(each.change(), 2)).orElse(""));
    fields.put("changeLow", row.change().map(each -> RowResult.figure(each.low(), 2)).orElse(""));
    fields.put("changeHigh", row.change().map(each -> RowResult.figure(each.high(), 2)).orElse(""));
    fields.put("significant", row.change().map(each -> verdict(row, each, "yes", "no")).orElse(""));
    fields.put("paper", row.row().paper());
    fields.put("source", row.row().source());
    fields.put("status", row.status());
    return fields;
  }
}
