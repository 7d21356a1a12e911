package dev.fovea.report;

import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.CumulativeLoss;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.imbalance.LossMass;
import dev.fovea.core.imbalance.PriorCurve;
import dev.fovea.core.loss.FocalLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The imbalance lens as tables, for a terminal and for a page. */
public final class LensTables {
  /** A class whose objects pull this much less than all objects do is drowned. */
  private static final double DROWNED = 0.25;

  private static final double[] PRIORS = {0.5, 0.1, 0.05, 0.01, 0.005, 0.001};

  private final LensReport report;
  private final ImbalanceHistograms histograms;
  private final double images;
  private final Imbalance trained;

  /** The tables of a report. */
  public LensTables(LensReport report) {
    this.report = report;
    this.histograms = report.histograms();
    this.images = Math.max(1, histograms.images());
    this.trained = Imbalance.of(histograms, report.loss().function());
  }

  /**
   * All of them.
   *
   * @param gammas whose loss is asked for
   * @param alphas the same
   */
  public List<ReportTable> all(List<Double> gammas, List<Double> alphas) {
    return List.of(
        totals(),
        classes(),
        levels(),
        hardest(gammas),
        whatIf(gammas),
        plane(gammas, alphas),
        priors());
  }

  /** How far the histograms' loss is from the exact one, as a share of it. */
  public double binningError() {
    return Math.abs(trained.loss() - report.exactLoss()) / report.exactLoss();
  }

  private ReportTable totals() {
    return new ReportTable(
        "Where the loss goes: " + report.loss().words(),
        "Loss and gradient (what reaches the network, Σ|dL/dx|) are means over images. Effective:"
            + " how many equal logits would make the same gradient. From histograms: %s %% off the"
                .formatted(Figures.few(100 * binningError()))
            + " exact loss.",
        List.of("", "logits", "loss", "share", "gradient", "share", "effective"),
        List.of(
            total("objects (positives)", trained.positive()),
            total("background (negatives)", trained.negative())));
  }

  private List<String> total(String name, LossMass part) {
    double gradient = trained.positive().gradient() + trained.negative().gradient();
    return List.of(
        name,
        Figures.count(part.logits()),
        Figures.few(part.loss() / images),
        Figures.percent(part.loss() / trained.loss()) + " %",
        Figures.few(part.gradient() / images),
        Figures.percent(part.gradient() / gradient) + " %",
        Figures.count(Math.round(part.effective())));
  }

  private ReportTable hardest(List<Double> gammas) {
    List<List<String>> rows = new ArrayList<>();
    for (boolean positive : new boolean[] {true, false}) {
      List<LogitBin> bins = histograms.bins(positive);
      for (double gamma : gammas) {
        CumulativeLoss curve = CumulativeLoss.of(bins, positive, new FocalLoss(gamma));
        rows.add(
            List.of(
                (positive ? "objects" : "background") + ", gamma " + Figures.few(gamma),
                Figures.percent(curve.shareOfHardest(0.01)) + " %",
                Figures.percent(curve.shareOfHardest(0.1)) + " %",
                Figures.percent(curve.shareOfHardest(0.2)) + " %"));
      }
    }
    return new ReportTable(
        "The share of the loss that the hardest hold (Figure 4)",
        "",
        List.of("", "hardest 1 %", "10 %", "20 %"),
        rows);
  }

  private ReportTable classes() {
    List<Imbalance> each =
        IntStream.range(0, report.classes().count())
            .mapToObj(c -> Imbalance.ofClass(histograms, report.loss().function(), c))
            .toList();
    double most = each.stream().mapToDouble(one -> one.positive().gradient()).max().orElse(0);
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < each.size(); c++) {
      rows.add(row(report.classes().name(c), each.get(c), drowned(each.get(c).positive(), most)));
    }
    return parts("Classes", "class", rows);
  }

  private static String drowned(LossMass positive, double most) {
    if (positive.logits() == 0) {
      return "no anchor learns it";
    }
    return positive.gradient() < DROWNED * most ? "drowned" : "";
  }

  private ReportTable levels() {
    List<List<String>> rows = new ArrayList<>();
    for (int level = 0; level < histograms.levels(); level++) {
      Imbalance ofLevel = Imbalance.ofLevel(histograms, report.loss().function(), level);
      rows.add(row(ImbalanceHistograms.levelName(level), ofLevel, ""));
    }
    return parts("Levels of the pyramid", "level", rows);
  }

  private static ReportTable parts(String title, String head, List<List<String>> rows) {
    return new ReportTable(
        title,
        head.equals("class")
            ? "drowned: its objects pull less than a quarter as much as those of the strongest"
                + " class"
            : "",
        List.of(
            head, "objects", "effective", "gradient", "background", "effective", "gradient", ""),
        rows);
  }

  private List<String> row(String name, Imbalance part, String remark) {
    LossMass positive = part.positive();
    LossMass negative = part.negative();
    return List.of(
        name,
        Figures.count(positive.logits()),
        Figures.count(Math.round(positive.effective())),
        Figures.few(positive.gradient() / images),
        Figures.count(negative.logits()),
        Figures.count(Math.round(negative.effective())),
        Figures.few(negative.gradient() / images),
        remark);
  }

  private ReportTable whatIf(List<Double> gammas) {
    double ratio = trained.gradientRatio();
    List<List<String>> rows = new ArrayList<>();
    for (double gamma : gammas) {
      AlphaForGamma choice = AlphaForGamma.of(histograms, gamma);
      double alpha = choice.alphaFor(ratio);
      rows.add(
          List.of(
              Figures.few(gamma),
              Figures.few(choice.gradientRatio(report.loss().alpha().orElse(0.5))),
              String.format(Locale.ROOT, "%.3f", alpha),
              Figures.few(choice.loss(alpha) / images)));
    }
    return new ReportTable(
        "What if: gamma, and the alpha that goes with it",
        "As trained, objects pull %s times as strongly as background; alpha keeps that. A larger"
                .formatted(Figures.few(ratio))
            + " gamma turns down easy background more than objects, so alpha falls as gamma rises.",
        List.of("gamma", "objects : background at present alpha", "alpha that keeps it", "loss"),
        rows);
  }

  private ReportTable plane(List<Double> gammas, List<Double> alphas) {
    List<String> columns = new ArrayList<>(List.of("gamma"));
    alphas.forEach(alpha -> columns.add("alpha " + Figures.few(alpha)));
    List<List<String>> rows = new ArrayList<>();
    for (double gamma : gammas) {
      AlphaForGamma choice = AlphaForGamma.of(histograms, gamma);
      List<String> row = new ArrayList<>(List.of(Figures.few(gamma)));
      alphas.forEach(alpha -> row.add(Figures.few(choice.gradientRatio(alpha))));
      rows.add(row);
    }
    return new ReportTable(
        "How strongly objects pull, as a multiple of background", "", columns, rows);
  }

  private ReportTable priors() {
    PriorCurve curve = PriorCurve.of(histograms);
    List<List<String>> rows = new ArrayList<>();
    for (double prior : PRIORS) {
      rows.add(
          List.of(
              Figures.few(prior),
              Figures.few(curve.loss(report.loss().function(), prior) / images)));
    }
    return new ReportTable(
        "The first step's classification loss, by the prior pi", "", List.of("pi", "loss"), rows);
  }
}
