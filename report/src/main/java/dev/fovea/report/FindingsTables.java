package dev.fovea.report;

import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.PrecisionRecall;
import dev.fovea.data.EvenSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a detector is worth, as tables. */
final class FindingsTables {
  /** Every tenth of recall is enough for a table. */
  private static final int RECALL_ROWS = 11;

  private FindingsTables() {}

  static ReportTable figures(CocoSummary s) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Precision (AP)", s.ap(), s.apSmall(), s.apMedium(), s.apLarge()));
    rows.add(row("Recall (AR100)", s.ar100(), s.arSmall(), s.arMedium(), s.arLarge()));
    String note =
        "%s images, %s labelled boxes (%s of them to ignore), %s detections."
            .formatted(
                Figures.count(s.counts().images()),
                Figures.count(s.counts().truths()),
                Figures.count(s.counts().crowds()),
                Figures.count(s.counts().detections()));
    return new ReportTable(
        "By size of the object",
        note,
        List.of("Average", "All", "Small (to 32²)", "Medium (to 96²)", "Large"),
        rows);
  }

  private static List<String> row(String name, double... figures) {
    List<String> row = new ArrayList<>(List.of(name));
    for (double figure : figures) {
      row.add(Figures.percent(figure));
    }
    return row;
  }

  static ReportTable classes(Findings found) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < found.classes().count(); k++) {
      CocoSummary.ClassResult result = found.summary().classes().get(k);
      List<String> row = row(found.classes().name(k), result.ap(), result.ap50(), result.ar100());
      row.add(1, Figures.count(result.truths()));
      rows.add(row);
    }
    return new ReportTable(
        "AP for each class", "", List.of("Class", "Boxes", "AP", "AP50", "AR100"), rows);
  }

  static ReportTable precision(Findings found) {
    List<String> columns = new ArrayList<>(List.of("Recall"));
    List<List<Double>> means = new ArrayList<>();
    List<Double> recalls = List.of();
    for (PrecisionRecall curve : found.curves()) {
      columns.add(String.format(Locale.ROOT, "Precision at IoU %.2f", curve.iou()));
      means.add(curve.mean());
      recalls = curve.recalls();
    }
    List<List<String>> rows = new ArrayList<>();
    List<Integer> places = IntStream.range(0, recalls.size()).boxed().toList();
    for (int r : EvenSample.of(places, RECALL_ROWS)) {
      List<String> row = new ArrayList<>(List.of(Figures.percent(recalls.get(r))));
      means.forEach(mean -> row.add(mean.isEmpty() ? "–" : Figures.percent(mean.get(r))));
      rows.add(row);
    }
    return new ReportTable("All classes", "", columns, rows);
  }
}
