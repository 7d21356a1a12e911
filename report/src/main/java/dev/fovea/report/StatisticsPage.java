package dev.fovea.report;

import dev.fovea.core.AtomicFiles;
import dev.fovea.data.stats.Ranges;
import dev.fovea.data.stats.SplitStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statistics of a data set as one HTML file that needs nothing beside it. */
public final class StatisticsPage {
  private static final Page PAGE = Page.named("stats");

  private StatisticsPage() {}

  /** The page's text; names and values are escaped. */
  public static String html(StatisticsReport report) {
    return PAGE.html(model(report), data(report.splits()));
  }

  /**
   * Writes the page under a temporary name, then renames it; a file of that name is replaced.
   *
   * @throws dev.fovea.core.FoveaException when it cannot be written
   */
  public static void write(StatisticsReport report, Path file) {
    AtomicFiles.write(file, html(report));
  }

  private static Map<String, Object> model(StatisticsReport report) {
    List<SplitStatistics> splits = report.splits();
    List<String> notes = new ArrayList<>();
    splits.forEach(split -> split.notes().forEach(note -> notes.add(split.name() + ": " + note)));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", report.title());
    page.put("facts", report.facts());
    page.put("notes", notes);
    page.put(
        "sections",
        List.of(
            section(StatisticsTables.totals(splits), ""),
            section(StatisticsTables.classes(splits), "classes"),
            section(StatisticsTables.boxes(splits), ""),
            section(StatisticsTables.sizes(splits), "sizes"),
            section(StatisticsTables.shapes(splits), "shapes"),
            section(StatisticsTables.objects(splits), "objects"),
            section(StatisticsTables.imageSizes(splits), "")));
    return page;
  }

  private static Map<String, Object> section(ReportTable table, String chart) {
    Map<String, Object> section = new LinkedHashMap<>(PageModel.table(table));
    section.put("chart", chart);
    section.put("logarithmic", chart.equals("classes"));
    return section;
  }

  /** What the script draws; its names are those that {@code stats.js} reads. */
  private static Map<String, Object> data(List<SplitStatistics> splits) {
    Set<String> classes = StatisticsTables.classNames(splits);
    Map<String, Object> ranges = new LinkedHashMap<>();
    ranges.put("sizes", range(Ranges.SIZES, "boxes"));
    ranges.put("shapes", range(Ranges.SHAPES, "boxes"));
    ranges.put("objects", range(Ranges.OBJECTS, "images"));
    return Map.of(
        "classes", classes,
        "ranges", ranges,
        "splits", splits.stream().map(split -> split(split, classes)).toList());
  }

  private static Map<String, Object> range(Ranges ranges, String of) {
    return Map.of("title", ranges.of(), "labels", ranges.labels(), "of", of);
  }

  private static Map<String, Object> split(SplitStatistics split, Set<String> classes) {
    Map<String, Long> boxes = new LinkedHashMap<>();
    split.classes().forEach(one -> boxes.put(one.name(), one.boxes().count()));
    return Map.of(
        "name", split.name(),
        "classes", classes.stream().map(name -> boxes.getOrDefault(name, 0L)).toList(),
        "ranges",
            Map.of(
                "sizes", split.boxes().sizes(),
                "shapes", split.boxes().shapes(),
                "objects", split.objects()));
  }
}
