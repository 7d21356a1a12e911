package dev.fovea.report;

import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.report.figure.Axis;
import dev.fovea.report.figure.Figure;
import dev.fovea.report.figure.LegendEntry;
import dev.fovea.report.figure.Mark;
import dev.fovea.report.figure.Palette;
import dev.fovea.report.figure.Plot;
import dev.fovea.report.figure.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How strongly objects pull beside background over the plane of γ and α.
 *
 * @param report the lens
 */
record PlaneFigure(LensReport report) {
  private static final double MOST_GAMMA = 5;
  private static final int COLUMNS = 25;
  private static final int ROWS = 25;

  /** A pull that differs by this factor gets the full colour. */
  private static final double FULL = 100;

  Figure figure() {
    double present = Imbalance.of(report.histograms(), report.loss().function()).gradientRatio();
    List<AlphaForGamma> columns =
        steps(MOST_GAMMA, COLUMNS)
            .mapToObj(gamma -> AlphaForGamma.of(report.histograms(), gamma))
            .toList();
    List<List<String>> colours = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (double alpha : steps(1, ROWS).toArray()) {
      List<String> row = new ArrayList<>();
      for (AlphaForGamma column : columns) {
        double ratio = column.gradientRatio(alpha);
        row.add(colour(ratio));
        rows.add(List.of(column.gamma(), alpha, ratio));
      }
      colours.add(row);
    }
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Cells(colours, legend()));
    if (present > 0) {
      List<Point> keeping =
          IntStream.rangeClosed(0, 2 * COLUMNS)
              .mapToDouble(i -> MOST_GAMMA * i / (2 * COLUMNS))
              .mapToObj(gamma -> AlphaForGamma.of(report.histograms(), gamma))
              .map(at -> new Point(at.gamma(), at.alphaFor(present)))
              .toList();
      marks.add(new Mark.Line(String.format(Locale.ROOT, "keeps %.3g×", present), 2, keeping));
    }
    report
        .loss()
        .alpha()
        .ifPresent(
            alpha ->
                marks.add(
                    new Mark.Dots(
                        "as trained", 3, List.of(new Point(report.loss().gamma(), alpha)))));
    Plot plot = new Plot("", Axis.linear("γ", 0, MOST_GAMMA), Axis.linear("α", 0, 1), marks);
    return new Figure(
        "How strongly objects pull, as a multiple of background",
        List.of(plot),
        new Figure.Table(List.of("gamma", "alpha", "ratio"), rows));
  }

  /** The middles of equal parts from 0 to {@code end}. */
  private static DoubleStream steps(double end, int count) {
    return DoubleStream.iterate(0.5, i -> i + 1).limit(count).map(i -> end * i / count);
  }

  private static String colour(double ratio) {
    return Palette.diverging(Math.log(ratio) / Math.log(FULL));
  }

  private static List<LegendEntry> legend() {
    return DoubleStream.of(0.01, 0.1, 1, 10, 100)
        .mapToObj(
            ratio -> new LegendEntry(Figures.few(ratio) + "×", colour(ratio), List.of(), false))
        .toList();
  }
}
