package dev.fovea.report;

import dev.fovea.core.AtomicFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The imbalance lens as one HTML file that needs nothing beside it: the histograms are in it, and
 * its script computes every figure anew as γ, α and π are moved. The hardest examples are pictures
 * in it.
 */
public final class LensPage {
  private static final Page PAGE = Page.named("lens", "lens-numbers.js");

  private LensPage() {}

  /** The page's text; names and values are escaped. */
  public static String html(LensReport report, List<Double> gammas, List<Double> alphas) {
    return html(report, new View(gammas, alphas, List.of()));
  }

  /**
   * What the page shows beside the lens itself.
   *
   * @param gammas of tables and curves
   * @param alphas of tables
   * @param first tables that stand before the lens's own
   */
  public record View(List<Double> gammas, List<Double> alphas, List<ReportTable> first) {
    public View {
      gammas = List.copyOf(gammas);
      alphas = List.copyOf(alphas);
      first = List.copyOf(first);
    }
  }

  /** The page's text; names and values are escaped. */
  public static String html(LensReport report, View view) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", report.title());
    model.put("facts", report.facts());
    model.put("summary", LensSummary.of(report, view.gammas()));
    model.put("first", view.first().stream().map(PageModel::table).toList());
    model.put("trained", report.loss().words());
    model.put("unweighted", unweighted(report.loss()));
    model.put(
        "sections",
        new LensTables(report)
            .all(view.gammas(), view.alphas()).stream().map(PageModel::table).toList());
    model.put(
        "gallery",
        report.gallery().isEmpty()
            ? List.of()
            : List.of(Gallery.of(report.gallery(), report.classes())));
    model.put("classes", classes(report));
    Map<String, Object> data = LensData.of(report);
    data.put("gammas", view.gammas());
    return PAGE.html(model, data);
  }

  /** What to know where the trained loss is none that the sliders can be set to. */
  private static List<String> unweighted(LensReport.TrainedLoss loss) {
    return loss.name().equals("focal") && loss.alpha().isPresent()
        ? List.of()
        : List.of(
            "The trained loss is none of the sliders' focal losses with one alpha; they begin at"
                + " gamma %s and alpha %s. The trained balance is that of the trained loss."
                    .formatted(Figures.few(loss.gamma()), Figures.few(loss.alpha().orElse(0.5))));
  }

  private static List<Fact> classes(LensReport report) {
    return IntStream.range(0, report.classes().count())
        .mapToObj(i -> new Fact(Integer.toString(i), report.classes().name(i)))
        .toList();
  }

  /**
   * Writes the page under a temporary name, then renames it; a file of that name is replaced.
   *
   * @throws dev.fovea.core.FoveaException when it cannot be written
   */
  public static void write(LensReport report, List<Double> gammas, List<Double> alphas, Path file) {
    AtomicFiles.write(file, html(report, gammas, alphas));
  }

  /**
   * The same with other tables before its own.
   *
   * @throws dev.fovea.core.FoveaException when it cannot be written
   */
  public static void write(LensReport report, View view, Path file) {
    AtomicFiles.write(file, html(report, view));
  }
}
