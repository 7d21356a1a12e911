package dev.fovea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Data facts side by side: a row or column for each data set. */
final class DataTables {
  private DataTables() {}

  static ReportTable totals(List<DatasetFacts> datasets) {
    List<List<String>> rows =
        datasets.stream()
            .map(
                facts ->
                    List.of(
                        facts.role(),
                        facts.name(),
                        Figures.count(facts.images()),
                        Figures.count(facts.boxes()),
                        Figures.count(facts.ignored())))
            .toList();
    return new ReportTable(
        "Images and boxes",
        "",
        List.of("Used for", "Data set", "Images", "Boxes", "Boxes to ignore"),
        rows);
  }

  /** Rows are the classes of the first data set; another one's are taken by name. */
  static ReportTable classes(List<DatasetFacts> datasets) {
    List<List<String>> rows = new ArrayList<>();
    for (DatasetFacts.ClassCount first : datasets.getFirst().classes()) {
      List<String> row = new ArrayList<>(List.of(first.name()));
      for (DatasetFacts facts : datasets) {
        row.add(
            facts.classes().stream()
                .filter(one -> one.name().equals(first.name()))
                .findFirst()
                .map(
                    one ->
                        "%s in %s"
                            .formatted(
                                Figures.count(one.boxes()),
                                Figures.counted(one.images(), "image", "images")))
                .orElse("–"));
      }
      rows.add(row);
    }
    return new ReportTable("Boxes of each class", "", columns("Class", datasets), rows);
  }

  static ReportTable sizes(List<DatasetFacts> datasets) {
    Function<Integer, List<String>> row =
        size -> {
          List<String> cells = new ArrayList<>(List.of(DatasetFacts.SIZES.get(size)));
          datasets.forEach(facts -> cells.add(Figures.count(facts.sizes().get(size))));
          return cells;
        };
    return new ReportTable(
        "Boxes of each size",
        "Size is the square root of a box's area, in pixels of the image as it lies on disk.",
        columns("Pixels", datasets),
        IntStream.range(0, DatasetFacts.SIZES.size()).boxed().map(row).toList());
  }

  private static List<String> columns(String first, List<DatasetFacts> datasets) {
    List<String> columns = new ArrayList<>(List.of(first));
    datasets.forEach(facts -> columns.add(facts.role()));
    return columns;
  }
}
