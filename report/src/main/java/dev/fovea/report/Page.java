package dev.fovea.report;

import static java.util.stream.Collectors.joining;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frame of all pages: one HTML file with style, chart library (Chart.js), data and script in
 * it, which asks no network for anything, and forbids itself to.
 *
 * @param template of the page's body
 * @param scripts names of what draws its charts, after {@code charts.js}
 */
record Page(Template template, List<String> scripts) {
  /** The page of {@code NAME.mustache} and {@code NAME.js}, which may need other scripts before. */
  static Page named(String name, String... before) {
    Template template =
        Mustache.compiler()
            .emptyStringIsFalse(true)
            .withLoader(partial -> new StringReader(Resources.text(partial + ".mustache")))
            .compile(Resources.text(name + ".mustache"));
    List<String> scripts = new ArrayList<>(List.of(before));
    scripts.add(name + ".js");
    return new Page(template, scripts);
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
    page.put(
        "script",
        Resources.text("charts.js") + scripts.stream().map(Resources::text).collect(joining()));
    page.put("json", ScriptJson.of(data));
    return template.execute(page);
  }
}
