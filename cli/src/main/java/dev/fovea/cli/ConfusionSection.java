package dev.fovea.cli;

import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.eval.analysis.ConfusionMatrix;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code --confusion}: which class was found as which. */
record ConfusionSection(Evaluated evaluated, ConfusionMatrix matrix) implements EvalSection {
  /** Wider tables do not fit into 80 columns. */
  private static final int MOST_COLUMNS = 6;

  private static final int MOST_PAIRS = 20;
  private static final String BACKGROUND = "background";

  @Override
  public void print(PrintWriter out) {
    line(out, "");
    line(
        out,
        "Found as which class, at IoU 0.50, from score %s on",
        Double.toString(matrix.leastScore()));
    if (matrix.counts().size() <= MOST_COLUMNS) {
      printTable(out);
    } else {
      printPairs(out);
    }
  }

  private void printTable(PrintWriter out) {
    int places = matrix.counts().size();
    line(out, "rows: annotated, columns: found");
    StringBuilder head = new StringBuilder("%-12s".formatted(""));
    for (int found = 0; found < places; found++) {
      head.append(" %10s".formatted(cut(found, 10)));
    }
    line(out, "%s", head);
    for (int truth = 0; truth < places; truth++) {
      StringBuilder row = new StringBuilder("%-12s".formatted(cut(truth, 12)));
      for (int found = 0; found < places; found++) {
        boolean corner = truth == matrix.background() && found == truth;
        row.append(" %10s".formatted(corner ? "" : matrix.count(truth, found)));
      }
      line(out, "%s", row);
    }
  }

  private String cut(int place, int width) {
    String name = name(place);
    return name.length() <= width ? name : name.substring(0, width - 1) + "…";
  }

  private String name(int place) {
    return place == matrix.background() ? BACKGROUND : evaluated.classes().name(place);
  }

  /** A class taken for another, how often. */
  private record Pair(int truth, int found, int count) {}

  /** The most frequent ones: a table of many classes would be nearly all zeros. */
  private void printPairs(PrintWriter out) {
    List<Pair> pairs = new ArrayList<>();
    for (int truth = 0; truth < matrix.background(); truth++) {
      for (int found = 0; found < matrix.background(); found++) {
        if (truth != found && matrix.count(truth, found) > 0) {
          pairs.add(new Pair(truth, found, matrix.count(truth, found)));
        }
      }
    }
    line(out, "the most frequent of %d pairs; --json has the whole matrix", pairs.size());
    String row = "%8s  %-" + evaluated.nameWidth() + "s  %s";
    line(out, row, "times", "annotated", "found as");
    pairs.stream()
        .sorted(Comparator.comparingInt(Pair::count).reversed())
        .limit(MOST_PAIRS)
        .forEach(
            one ->
                line(
                    out,
                    row,
                    one.count,
                    evaluated.shortName(one.truth),
                    evaluated.shortName(one.found)));
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("confusion");
    json.writeNumberField("score", matrix.leastScore());
    json.writeArrayFieldStart("names");
    for (int place = 0; place <= matrix.background(); place++) {
      json.writeString(name(place));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("counts");
    for (List<Integer> row : matrix.counts()) {
      json.writeArray(row.stream().mapToInt(n -> n).toArray(), 0, row.size());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
