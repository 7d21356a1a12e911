package dev.fovea.report;

import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.LossMass;
import dev.fovea.report.figure.Axis;
import dev.fovea.report.figure.Figure;
import dev.fovea.report.figure.Mark;
import dev.fovea.report.figure.Plot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many examples make the gradient, beside how many there are, for each class.
 *
 * @param report the lens
 */
record EffectiveFigure(LensReport report) {
  private static final int MOST_CLASSES = 30;

  /** A class, its objects and its background. */
  private record Part(String name, LossMass positive, LossMass negative) {}

  Figure figure() {
    List<Part> parts = new ArrayList<>();
    for (int c = 0; c < report.classes().count(); c++) {
      Imbalance ofClass = Imbalance.ofClass(report.histograms(), report.loss().function(), c);
      parts.add(new Part(report.classes().name(c), ofClass.positive(), ofClass.negative()));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Part part : parts) {
      rows.add(row(part.name(), "positive", part.positive()));
      rows.add(row(part.name(), "negative", part.negative()));
    }
    String title = "Anchors, and how many of them make the gradient";
    if (parts.size() > MOST_CLASSES) {
      parts.sort(Comparator.comparingDouble(part -> part.positive().gradient()));
      parts.subList(MOST_CLASSES, parts.size()).clear();
      title += ": the %d classes that pull least".formatted(MOST_CLASSES);
    }
    return new Figure(
        title,
        List.of(plot(parts)),
        new Figure.Table(List.of("class", "kind", "anchors", "effective", "gradient"), rows));
  }

  private List<Object> row(String name, String kind, LossMass mass) {
    double images = Math.max(1, report.histograms().images());
    return List.of(name, kind, mass.logits(), mass.effective(), mass.gradient() / images);
  }

  private static Plot plot(List<Part> parts) {
    List<Mark> marks = new ArrayList<>();
    marks.add(bars(marks.size(), "objects", parts.stream().map(p -> logits(p.positive()))));
    marks.add(
        bars(
            marks.size(), "objects that count", parts.stream().map(p -> p.positive().effective())));
    marks.add(bars(marks.size(), "background", parts.stream().map(p -> logits(p.negative()))));
    marks.add(
        bars(
            marks.size(),
            "background that counts",
            parts.stream().map(p -> p.negative().effective())));
    double most = parts.stream().mapToDouble(part -> logits(part.negative())).max().orElse(1);
    Axis x = Axis.logarithmic("anchors", 1, Math.max(10, most));
    return new Plot("", x, Axis.named("", parts.stream().map(Part::name).toList()), marks);
  }

  private static double logits(LossMass mass) {
    return mass.logits();
  }

  private static Mark bars(int slot, String label, Stream<Double> values) {
    return new Mark.Bars(label, slot, slot, 4, values.map(value -> Math.max(1, value)).toList());
  }
}
