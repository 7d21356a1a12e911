package dev.fovea.report.lens;

import dev.fovea.core.imbalance.AlphaForGamma;
import dev.fovea.core.imbalance.CumulativeLoss;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.imbalance.LogitHistogram;
import dev.fovea.core.imbalance.LossMass;
import dev.fovea.core.imbalance.PriorCurve;
import dev.fovea.core.loss.FocalLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The document of a lens, computed from its histograms alone. */
public final class LensNumbers {
  private static final List<Double> HARDEST = List.of(0.01, 0.1, 0.2);

  /** Curves of Figure 4 get no point nearer to the last one than this. */
  private static final double FIGURE_STEP = 0.002;

  private static final double CURVE_STEP = 0.1;
  private static final int CURVE_POINTS = 51;
  private static final int PRIORS = 49;

  private final LensInput input;
  private final ImbalanceHistograms histograms;
  private final double images;
  private final Imbalance trained;

  private LensNumbers(LensInput input) {
    this.input = input;
    this.histograms = input.histograms();
    this.images = Math.max(1, histograms.images());
    this.trained = Imbalance.of(histograms, input.function());
  }

  /**
   * Computes the document.
   *
   * @param gammas of Figure 4 and of the plane
   * @param alphas of the plane
   */
  public static LensDocument of(LensInput input, List<Double> gammas, List<Double> alphas) {
    return new LensNumbers(input).document(gammas, alphas);
  }

  private LensDocument document(List<Double> gammas, List<Double> alphas) {
    LensInput.Names names = input.names();
    return new LensDocument(
        names.model(),
        names.data(),
        names.split(),
        histograms.images(),
        histograms.anchors(),
        trained.positive().logits(),
        names.normalizer(),
        names.classes(),
        IntStream.range(0, histograms.levels()).mapToObj(ImbalanceHistograms::levelName).toList(),
        input.trained(),
        new LensDocument.Binning(LogitHistogram.WIDTH, binningError()),
        histograms(),
        prior(),
        figure4(gammas),
        plane(gammas, alphas),
        effective());
  }

  private static String kind(boolean positive) {
    return positive ? "positive" : "negative";
  }

  private double binningError() {
    return input.exactLoss() == 0
        ? Math.abs(trained.loss())
        : Math.abs(trained.loss() - input.exactLoss()) / input.exactLoss();
  }

  private List<LensDocument.Histogram> histograms() {
    return histograms.parts().stream()
        .map(
            part ->
                new LensDocument.Histogram(
                    kind(part.positive()),
                    part.level(),
                    part.classIndex(),
                    part.bins().stream().map(LogitBin::logit).toList(),
                    part.bins().stream().map(LogitBin::count).toList(),
                    part.bins().stream().map(LogitBin::mass).toList()))
        .toList();
  }

  private List<LensDocument.Effective> effective() {
    return histograms.parts().stream().map(this::effective).toList();
  }

  private LensDocument.Effective effective(ImbalanceHistograms.Part part) {
    LossMass mass =
        LossMass.of(part.bins(), part.positive(), input.function().at(part.classIndex()));
    return new LensDocument.Effective(
        part.level(), part.classIndex(), kind(part.positive()), mass.logits(), mass.effective());
  }

  private LensDocument.Prior prior() {
    PriorCurve curve = PriorCurve.of(histograms);
    // From 1e-4 to 0.5, even in the logarithm; the trained π among them.
    List<Double> priors =
        DoubleStream.concat(
                DoubleStream.of(input.trained().prior()),
                IntStream.range(0, PRIORS)
                    .mapToDouble(i -> 1e-4 * Math.pow(5000, i / (PRIORS - 1.0))))
            .sorted()
            .distinct()
            .boxed()
            .toList();
    List<Double> losses =
        priors.stream().map(pi -> curve.loss(input.function(), pi) / images).toList();
    return new LensDocument.Prior(priors, losses, measured(curve));
  }

  /** The measured proportion, taken from some images to all (the ratio estimator). */
  private OptionalDouble measured(PriorCurve curve) {
    double closedForm = curve.loss(input.function(), input.trained().prior()) / images;
    return input.freshHead().isPresent()
        ? OptionalDouble.of(input.freshHead().getAsDouble() * closedForm)
        : OptionalDouble.empty();
  }

  private LensDocument.Figure4 figure4(List<Double> gammas) {
    List<LensDocument.Curve> curves = new ArrayList<>();
    for (boolean positive : new boolean[] {true, false}) {
      List<LogitBin> bins = histograms.bins(positive);
      if (bins.isEmpty()) {
        continue;
      }
      for (double gamma : gammas) {
        CumulativeLoss curve = CumulativeLoss.of(bins, positive, new FocalLoss(gamma));
        CumulativeLoss thin = curve.thinned(FIGURE_STEP);
        curves.add(
            new LensDocument.Curve(
                kind(positive),
                gamma,
                Arrays.stream(thin.fraction()).boxed().toList(),
                Arrays.stream(thin.loss()).boxed().toList(),
                HARDEST.stream().map(curve::shareOfHardest).toList()));
      }
    }
    return new LensDocument.Figure4(HARDEST, curves);
  }

  private LensDocument.Plane plane(List<Double> gammas, List<Double> alphas) {
    List<AlphaForGamma> rows =
        gammas.stream().map(gamma -> AlphaForGamma.of(histograms, gamma)).toList();
    double present = trained.gradientRatio();
    return new LensDocument.Plane(
        gammas,
        alphas,
        part(rows.stream().map(AlphaForGamma::positive).toList()),
        part(rows.stream().map(AlphaForGamma::negative).toList()),
        rows.stream().map(row -> alphas.stream().map(row::gradientRatio).toList()).toList(),
        present,
        curve(present),
        rows.stream().map(row -> suggestion(row, present)).toList());
  }

  private LensDocument.Part part(List<LossMass> masses) {
    return new LensDocument.Part(
        masses.stream().map(mass -> mass.loss() / images).toList(),
        masses.stream().map(mass -> mass.gradient() / images).toList());
  }

  private LensDocument.Settings curve(double present) {
    List<Double> gammas =
        IntStream.range(0, CURVE_POINTS)
            .mapToObj(i -> Math.round(i * CURVE_STEP * 10) / 10.0)
            .toList();
    return new LensDocument.Settings(
        gammas,
        gammas.stream()
            .map(gamma -> AlphaForGamma.of(histograms, gamma).alphaFor(present))
            .toList());
  }

  private LensDocument.Suggestion suggestion(AlphaForGamma row, double present) {
    double alpha = row.alphaFor(present);
    if (!(alpha > 0)) {
      return new LensDocument.Suggestion(
          row.gamma(), Double.NaN, "No anchor is positive: there is nothing to balance.");
    }
    String reason =
        String.format(
            Locale.ROOT,
            "With gamma %.2f and equal weights objects pull %.3g times as strongly as background;"
                + " alpha %.3f makes it %.3g times, as with the trained loss.",
            row.gamma(),
            row.gradientRatio(0.5),
            alpha,
            present);
    return new LensDocument.Suggestion(row.gamma(), alpha, reason);
  }
}
