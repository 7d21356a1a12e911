package dev.fovea.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.fovea.core.AtomicFiles;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;

/**
 * A report as one HTML file that needs nothing beside it.
 *
 * <p>Pictures, style and the chart library (Chart.js) stand in the file; it asks no network for
 * anything, and forbids itself to.
 */
public final class ReportPage {
  private static final Template TEMPLATE =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withLoader(name -> new StringReader(Resources.text(name + ".mustache")))
          .compile(Resources.text("report.mustache"));

  private ReportPage() {}

  /** The page's text; names and values are escaped. */
  public static String html(RunReport report) {
    Map<String, Object> page = PageModel.of(report);
    page.put("style", Resources.text("report.css"));
    page.put("library", ChartLibrary.source());
    page.put("script", Resources.text("report.js"));
    page.put("json", ScriptJson.of(ChartData.of(report)));
    return TEMPLATE.execute(page);
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
