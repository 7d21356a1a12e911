package dev.fovea.report;

import dev.fovea.core.imbalance.CumulativeLoss;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.report.figure.Axis;
import dev.fovea.report.figure.Figure;
import dev.fovea.report.figure.Mark;
import dev.fovea.report.figure.Plot;
import dev.fovea.report.figure.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The imbalance lens as figures for print. */
public final class LensFigures {
  /** Curves get no point nearer to the last one than this part of an axis. */
  private static final double STEP = 0.002;

  private final LensReport report;
  private final ImbalanceHistograms histograms;

  private LensFigures(LensReport report) {
    this.report = report;
    this.histograms = report.histograms();
  }

  /**
   * All of them, by the name of their files: the paper's Figures 1 and 4, the plane of γ and α, the
   * first step's loss by the prior, the effective numbers.
   *
   * @param gammas of the curves
   * @param firstLoss measured with a head that has learned nothing, if it was
   */
  public static Map<String, Figure> of(
      LensReport report, List<Double> gammas, OptionalDouble firstLoss) {
    LensFigures figures = new LensFigures(report);
    Map<String, Figure> all = new LinkedHashMap<>();
    all.put("figure1", figure1(gammas));
    all.put("figure4", figures.figure4(gammas));
    all.put("plane", new PlaneFigure(report).figure());
    all.put("prior", new PriorFigure(report, firstLoss).figure());
    all.put("effective", new EffectiveFigure(report).figure());
    return all;
  }

  private static String named(double gamma) {
    return "γ = " + Figures.few(gamma);
  }

  /** The focal loss against the probability of the truth (paper, Figure 1). */
  private static Figure figure1(List<Double> gammas) {
    List<Mark> marks = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (double gamma : gammas) {
      FocalLoss loss = new FocalLoss(gamma);
      List<Point> points =
          IntStream.rangeClosed(1, 99)
              .mapToObj(i -> i / 100.0)
              .map(p -> new Point(p, loss.value(Math.log(p / (1 - p)), true)))
              .toList();
      marks.add(new Mark.Line(named(gamma), marks.size(), points));
      points.forEach(point -> rows.add(List.of(gamma, point.x(), point.y())));
    }
    Axis x = Axis.linear("probability of the truth, p_t", 0, 1);
    Plot plot = new Plot("", x, Axis.linear("loss", 0, 5), marks);
    return new Figure(
        "Focal loss (Figure 1)",
        List.of(plot),
        new Figure.Table(List.of("gamma", "p_t", "loss"), rows));
  }

  /** Cumulative loss over sorted logits (paper, Figure 4). */
  private Figure figure4(List<Double> gammas) {
    List<Plot> plots = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (boolean positive : new boolean[] {true, false}) {
      List<LogitBin> bins = histograms.bins(positive);
      List<Mark> marks = new ArrayList<>();
      for (double gamma : gammas) {
        CumulativeLoss curve =
            CumulativeLoss.of(bins, positive, new FocalLoss(gamma)).thinned(STEP);
        List<Point> points =
            IntStream.range(0, curve.fraction().length)
                .mapToObj(i -> new Point(curve.fraction()[i], curve.loss()[i]))
                .toList();
        marks.add(new Mark.Line(named(gamma), marks.size(), points));
        String kind = positive ? "positive" : "negative";
        points.forEach(point -> rows.add(List.of(kind, gamma, point.x(), point.y())));
      }
      String kind = positive ? "objects (positives)" : "background (negatives)";
      Axis x = Axis.linear("share of " + kind + ", easiest first", 0, 1);
      plots.add(new Plot(kind, x, Axis.linear("share of their loss", 0, 1), marks));
    }
    return new Figure(
        "Cumulative loss over sorted logits (Figure 4)",
        plots,
        new Figure.Table(List.of("kind", "gamma", "fraction", "loss"), rows));
  }
}
