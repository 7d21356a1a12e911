package dev.fovea.report;

import dev.fovea.core.AtomicFiles;
import java.nio.file.Path;

/** A report as one HTML file that needs nothing beside it. */
public final class ReportPage {
  private static final Page PAGE = Page.named("report");

  private ReportPage() {}

  /** The page's text; names and values are escaped. */
  public static String html(RunReport report) {
    return PAGE.html(PageModel.of(report), ChartData.of(report));
  }

  /**
   * Writes the page under a temporary name, then renames it; a file of that name is replaced.
   *
   * @throws dev.fovea.core.FoveaException when it cannot be written
   */
  public static void write(RunReport report, Path file) {
    AtomicFiles.write(file, html(report));
  }
}
