package dev.fovea.cli;

import dev.fovea.data.stats.BoxStatistics;
import dev.fovea.data.stats.Quantiles;
import dev.fovea.data.stats.Ranges;
import dev.fovea.data.stats.SplitStatistics;
import dev.fovea.report.ReportTable;
import dev.fovea.report.StatisticsTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code fovea data stats} prints.
 *
 * @param root as the user wrote it
 * @param format its name
 * @param splits at least one
 */
record DataStatistics(Path root, String format, List<SplitStatistics> splits) {
  /** A table for each question. */
  String toText() {
    List<ReportTable> tables =
        List.of(
            StatisticsTables.totals(splits),
            StatisticsTables.classes(splits),
            StatisticsTables.boxes(splits),
            StatisticsTables.sizes(splits),
            StatisticsTables.shapes(splits),
            StatisticsTables.objects(splits),
            StatisticsTables.imageSizes(splits));
    List<String> lines = new ArrayList<>(List.of(root + ": " + format));
    for (ReportTable table : tables) {
      lines.add("");
      lines.addAll(TextTable.lines(table));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** One document with the same figures; numbers that are not known are null. */
  String toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", root.toString());
    document.put("format", format);
    document.put("splits", splits.stream().map(DataStatistics::split).toList());
    return JsonDocument.of(document);
  }

  private static Map<String, Object> split(SplitStatistics split) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", split.name());
    entry.put("images", split.images());
    entry.put("empty", split.empty());
    entry.put("ignored", split.ignored());
    entry.putAll(boxes(split.boxes()));
    entry.put("sizes", counts(Ranges.SIZES, split.boxes().sizes()));
    entry.put("shapes", counts(Ranges.SHAPES, split.boxes().shapes()));
    entry.put("objects", counts(Ranges.OBJECTS, split.objects()));
    entry.put("perImage", quantiles(split.perImage()));
    entry.put("classes", split.classes().stream().map(DataStatistics::ofClass).toList());
    entry.put("imageSizes", split.imageSizes().stream().map(DataStatistics::imageSize).toList());
    entry.put("notes", split.notes());
    return entry;
  }

  private static Map<String, Object> boxes(BoxStatistics boxes) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("boxes", boxes.count());
    entry.put("below" + BoxStatistics.SMALL, boxes.small());
    entry.put("size", quantiles(boxes.size()));
    entry.put("shape", quantiles(boxes.shape()));
    return entry;
  }

  private static Map<String, Object> ofClass(SplitStatistics.ClassStatistics one) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", one.name());
    entry.put("images", one.images());
    entry.putAll(boxes(one.boxes()));
    return entry;
  }

  private static Map<String, Object> imageSize(SplitStatistics.SizeCount count) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("width", count.size().width());
    entry.put("height", count.size().height());
    entry.put("images", count.images());
    return entry;
  }

  private static Map<String, Object> counts(Ranges ranges, List<Long> counts) {
    Map<String, Object> entry = new LinkedHashMap<>();
    IntStream.range(0, counts.size())
        .forEach(i -> entry.put(ranges.labels().get(i), counts.get(i)));
    return entry;
  }

  private static Map<String, Object> quantiles(Quantiles values) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("p5", known(values.low()));
    entry.put("p50", known(values.median()));
    entry.put("p95", known(values.high()));
    return entry;
  }

  private static Object known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
