package dev.fovea.report;

import dev.fovea.core.AtomicFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The imbalance lens as one HTML file that needs nothing beside it: the histograms are in it, and
 * its script computes every figure anew as γ, α and π are moved.
 */
public final class LensPage {
  private static final Page PAGE = Page.named("lens");

  private LensPage() {}

  /** The page's text; names and values are escaped. */
  public static String html(LensReport report, List<Double> gammas, List<Double> alphas) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", report.title());
    model.put("facts", report.facts());
    model.put(
        "sections",
        new LensTables(report).all(gammas, alphas).stream().map(PageModel::table).toList());
    Map<String, Object> data = LensData.of(report);
    data.put("gammas", gammas);
    return PAGE.html(model, data);
  }

  /**
   * Writes the page under a temporary name, then renames it; a file of that name is replaced.
   *
   * @throws dev.fovea.core.FoveaException when it cannot be written
   */
  public static void write(LensReport report, List<Double> gammas, List<Double> alphas, Path file) {
    AtomicFiles.write(file, html(report, gammas, alphas));
  }
}
