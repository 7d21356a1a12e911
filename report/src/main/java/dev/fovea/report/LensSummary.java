package dev.fovea.report;

import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.CumulativeLoss;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.imbalance.LossMass;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.core.loss.FocalLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The imbalance lens in a few sentences, for those who read no table. */
public final class LensSummary {
  /** Background whose probability of being an object is below it is easy. */
  private static final double EASY = 0.1;

  private static final double PAPER_GAMMA = 2;

  private static final double EASY_LOGIT = Math.log(EASY / (1 - EASY));

  private final LensReport report;
  private final ImbalanceHistograms histograms;
  private final ClassificationLoss loss;
  private final Imbalance trained;

  private LensSummary(LensReport report) {
    this.report = report;
    this.histograms = report.histograms();
    this.loss = report.loss().function();
    this.trained = Imbalance.of(histograms, loss);
  }

  /**
   * The sentences.
   *
   * @param gammas for each of which an α is suggested
   */
  public static List<String> of(LensReport report, List<Double> gammas) {
    LensSummary summary = new LensSummary(report);
    List<String> sentences = new ArrayList<>();
    if (summary.trained.positive().logits() == 0) {
      return List.of("No anchor is positive: there are no objects to weigh against background.");
    }
    sentences.add(summary.balance());
    sentences.add(summary.easy());
    sentences.add(summary.leastHeard());
    sentences.add(summary.suggestion(gammas));
    sentences.add(summary.paperFigure4());
    return sentences;
  }

  private double gradient() {
    return trained.positive().gradient() + trained.negative().gradient();
  }

  private String balance() {
    return String.format(
        Locale.ROOT,
        "Objects (%s of %s anchors) make %.1f %% of the loss and %.1f %% of the gradient,"
            + " background the rest.",
        Figures.count(trained.positive().logits()),
        Figures.count(histograms.anchors()),
        100 * trained.positive().loss() / trained.loss(),
        100 * trained.positive().gradient() / gradient());
  }

  /** Whether easy negatives drown the objects: the question that the paper begins with. */
  private String easy() {
    LossMass easy = LossMass.NONE;
    for (int level = 0; level < histograms.levels(); level++) {
      for (int c = 0; c < histograms.classes(); c++) {
        List<LogitBin> bins =
            histograms.bins(false, level, c).stream()
                .filter(bin -> bin.logit() < EASY_LOGIT)
                .toList();
        easy = easy.plus(LossMass.of(bins, false, loss.at(c)));
      }
    }
    double share = easy.gradient() / gradient();
    boolean drowns = easy.gradient() > trained.positive().gradient();
    return String.format(
        Locale.ROOT,
        "Easy background (p < %s: %.1f %% of its logits) makes %.1f %% of the gradient%s",
        EASY,
        100.0 * easy.logits() / trained.negative().logits(),
        100 * share,
        drowns ? ", more than all objects: a larger gamma would turn it down." : ".");
  }

  private String leastHeard() {
    int least = -1;
    double lowest = Double.POSITIVE_INFINITY;
    List<String> unmatched = new ArrayList<>();
    for (int c = 0; c < histograms.classes(); c++) {
      LossMass positive = positive(c);
      double each = positive.gradient();
      if (positive.logits() == 0) {
        unmatched.add(report.classes().name(c));
      } else if (each < lowest) {
        lowest = each;
        least = c;
      }
    }
    LossMass positive = positive(least);
    String words =
        String.format(
            Locale.ROOT,
            "Least heard is %s: %.1f %% of the positive anchors, %.1f %% of the objects'"
                + " gradient, made by some %s of its %s anchors.",
            report.classes().name(least),
            100.0 * positive.logits() / trained.positive().logits(),
            100 * positive.gradient() / trained.positive().gradient(),
            Figures.count(Math.round(positive.effective())),
            Figures.count(positive.logits()));
    return unmatched.isEmpty()
        ? words
        : words + " No anchor learns " + String.join(", ", unmatched) + ".";
  }

  private LossMass positive(int classIndex) {
    return Imbalance.ofClass(histograms, loss, classIndex).positive();
  }

  /** Section 5.1: the hardest 20 % of positives hold about half; focusing leaves few negatives. */
  private String paperFigure4() {
    double objects = shareOfHardest(true, 0.2);
    double background = shareOfHardest(false, 0.1);
    return String.format(
        Locale.ROOT,
        "At gamma %s the hardest 20 %% of objects hold %.1f %% of their loss, %s the paper's Figure"
            + " 4 (about half); the hardest 10 %% of background hold %.1f %% of its, %s it (nearly"
            + " all).",
        Figures.few(PAPER_GAMMA),
        100 * objects,
        Math.abs(objects - 0.5) <= 0.1 ? "as in" : "unlike in",
        100 * background,
        background >= 0.9 ? "as in" : "unlike in");
  }

  private double shareOfHardest(boolean positive, double part) {
    List<LogitBin> bins = histograms.bins(positive);
    return CumulativeLoss.of(bins, positive, new FocalLoss(PAPER_GAMMA)).shareOfHardest(part);
  }

  private String suggestion(List<Double> gammas) {
    double ratio = trained.gradientRatio();
    List<String> pairs = new ArrayList<>();
    for (double gamma : gammas) {
      double alpha = AlphaForGamma.of(histograms, gamma).alphaFor(ratio);
      pairs.add(String.format(Locale.ROOT, "%s with %.3f", Figures.few(gamma), alpha));
    }
    double equal = AlphaForGamma.of(histograms, report.loss().gamma()).alphaFor(1);
    return String.format(
        Locale.ROOT,
        "Gamma with the alpha that keeps today's balance (objects pull %s times as strongly): %s."
            + " For an equal pull at gamma %s: alpha %.3f.",
        Figures.few(ratio),
        String.join(", ", pairs),
        Figures.few(report.loss().gamma()),
        equal);
  }
}
