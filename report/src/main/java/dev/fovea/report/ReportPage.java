package dev.fovea.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.fovea.model.AtomicFiles;
import java.nio.file.Path;

/**
 * A report as one HTML file that needs nothing beside it.
 *
 * <p>Pictures, style and the chart library stand in the file; it asks no network for anything.
 */
public final class ReportPage {
  private static final Template TEMPLATE =
      Mustache.compiler().compile(Resources.text("report.mustache"));

  private ReportPage() {}

  /** The page's text; names and values are escaped. */
  public static String html(RunReport report) {
    return TEMPLATE.execute(report);
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
