package dev.fovea.report;

import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.imbalance.LogitHistogram;
import dev.fovea.core.imbalance.LossMass;
import dev.fovea.core.loss.ClassificationLoss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The histograms of the lens as plain maps and lists: what its page reads. */
public final class LensData {
  private LensData() {}

  /**
   * The document: {@code title}, {@code images}, {@code anchors}, {@code classes}, {@code levels},
   * {@code loss}, {@code exactLoss} and {@code binWidth}; then {@code histograms}, a list of {@code
   * {kind, level, class, gradient, logit: […], count: […], mass: […], squares: […]}} with an entry
   * for each bin that is not empty: the mean of its logits, how many there are, and the sums of
   * their weights 1 / normaliser and of the weights' squares; {@code gradient} is what the trained
   * loss makes of them. The loss of a bin is {@code mass · ℓ(logit)}.
   */
  public static Map<String, Object> of(LensReport report) {
    ImbalanceHistograms histograms = report.histograms();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("title", report.title());
    document.put("images", histograms.images());
    document.put("anchors", histograms.anchors());
    document.put("classes", report.classes().names());
    document.put(
        "levels",
        IntStream.range(0, histograms.levels()).mapToObj(ImbalanceHistograms::levelName).toList());
    document.put("loss", loss(report.loss()));
    document.put("exactLoss", report.exactLoss());
    document.put("binWidth", LogitHistogram.WIDTH);
    document.put("histograms", histograms(report));
    return document;
  }

  private static Map<String, Object> loss(LensReport.TrainedLoss loss) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("classification", loss.name());
    settings.put("gamma", loss.gamma());
    settings.put("alpha", loss.alpha().isPresent() ? loss.alpha().getAsDouble() : null);
    settings.put("prior", loss.prior());
    return settings;
  }

  private static List<Map<String, Object>> histograms(LensReport report) {
    return report.histograms().parts().stream()
        .map(part -> histogram(part, report.loss().function().at(part.classIndex())))
        .toList();
  }

  private static Map<String, Object> histogram(
      ImbalanceHistograms.Part part, ClassificationLoss function) {
    List<LogitBin> bins = part.bins();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("kind", part.positive() ? "positive" : "negative");
    one.put("level", part.level());
    one.put("class", part.classIndex());
    one.put("gradient", LossMass.of(bins, part.positive(), function).gradient());
    one.put("logit", bins.stream().map(LogitBin::logit).toList());
    one.put("count", bins.stream().map(LogitBin::count).toList());
    one.put("mass", bins.stream().map(LogitBin::mass).toList());
    one.put("squares", bins.stream().map(LogitBin::squares).toList());
    return one;
  }
}
