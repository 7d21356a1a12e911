package dev.fovea.report;

import dev.fovea.core.imbalance.PriorCurve;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.report.figure.Axis;
import dev.fovea.report.figure.Figure;
import dev.fovea.report.figure.Mark;
import dev.fovea.report.figure.Plot;
import dev.fovea.report.figure.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The first step's classification loss by the prior π, of the trained loss beside cross entropy.
 *
 * @param report the lens
 * @param measured the loss of a head that has learned nothing, if it was measured
 */
record PriorFigure(LensReport report, OptionalDouble measured) {
  private static final double LEAST = 1e-4;
  private static final double MOST = 0.5;
  private static final int POINTS = 80;

  Figure figure() {
    List<List<Object>> rows = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    add(marks, rows, report.loss().words(), report.loss().function());
    add(marks, rows, "cross entropy", new FocalLoss(0));
    double loss = loss(report.loss().function(), report.loss().prior());
    marks.add(new Mark.Dots("as trained", 3, List.of(new Point(report.loss().prior(), loss))));
    measured.ifPresent(
        value ->
            marks.add(
                new Mark.Dots("measured", 2, List.of(new Point(report.loss().prior(), value)))));
    measured.ifPresent(value -> rows.add(List.of("measured", report.loss().prior(), value)));
    double[] values = rows.stream().mapToDouble(row -> (double) row.get(2)).sorted().toArray();
    Axis y =
        Axis.logarithmic(
            "loss", Math.max(values[0], 1e-9), Math.max(values[values.length - 1], 1e-8));
    Plot plot = new Plot("", Axis.logarithmic("prior π", LEAST, 1), y, marks);
    return new Figure(
        "The first step's classification loss, by the prior",
        List.of(plot),
        new Figure.Table(List.of("function", "pi", "loss"), rows));
  }

  private void add(
      List<Mark> marks, List<List<Object>> rows, String name, ClassificationLoss function) {
    List<Point> points =
        priors().mapToObj(prior -> new Point(prior, loss(function, prior))).toList();
    marks.add(new Mark.Line(name, marks.size(), points));
    points.forEach(point -> rows.add(List.of(name, point.x(), point.y())));
  }

  private double loss(ClassificationLoss function, double prior) {
    PriorCurve curve = PriorCurve.of(report.histograms());
    return curve.loss(function, prior) / Math.max(1, report.histograms().images());
  }

  private static DoubleStream priors() {
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> LEAST * Math.pow(MOST / LEAST, i / (POINTS - 1.0)));
  }
}
