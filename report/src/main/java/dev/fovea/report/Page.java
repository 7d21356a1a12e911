package dev.fovea.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The frame of all pages: one HTML file with style, chart library (Chart.js), data and script in
 * it, which asks no network for anything, and forbids itself to.
 *
 * @param template of the page's body
 * @param script name of what draws its charts, after {@code charts.js}
 */
record Page(Template template, String script) {
  /** The page of {@code NAME.mustache} and {@code NAME.js}. */
  static Page named(String name) {
    Template template =
        Mustache.compiler()
            .emptyStringIsFalse(true)
            .withLoader(partial -> new StringReader(Resources.text(partial + ".mustache")))
            .compile(Resources.text(name + ".mustache"));
    return new Page(template, name + ".js");
  }

  /**
   * The page's text; names and values are escaped.
   *
   * @param model what the template shows
   * @param data what the script draws
   */
  String html(Map<String, Object> model, Map<String, Object> data) {
    Map<String, Object> page = new LinkedHashMap<>(model);
    page.put("style", Resources.text("report.css"));
    page.put("library", ChartLibrary.source());
    page.put("script", Resources.text("charts.js") + Resources.text(script));
    page.put("json", ScriptJson.of(data));
    return template.execute(page);
  }
}
