package dev.fovea.report;

import dev.fovea.core.Size;
import dev.fovea.data.stats.Quantiles;
import dev.fovea.data.stats.Ranges;
import dev.fovea.data.stats.SplitStatistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Statistics of a data set as tables: a row or a column for each split. */
public final class StatisticsTables {
  private static final int MOST_SIZES = 20;

  private StatisticsTables() {}

  /** Images and boxes. */
  public static ReportTable totals(List<SplitStatistics> splits) {
    return new ReportTable(
        "Images and boxes",
        "",
        List.of("Split", "Images", "without boxes", "Boxes", "to ignore", "in an image"),
        splits.stream()
            .map(
                split ->
                    List.of(
                        split.name(),
                        Figures.count(split.images()),
                        Figures.count(split.empty()),
                        Figures.count(split.boxes().count()),
                        Figures.count(split.ignored()),
                        spread(split.perImage(), "%.0f")))
            .toList());
  }

  /** Sizes and shapes, where they lie. */
  public static ReportTable boxes(List<SplitStatistics> splits) {
    return new ReportTable(
        "Sizes and shapes of boxes",
        "Size is the side of a square of the box's area, in pixels of the image as it lies on"
            + " disk; a – b – c: a twentieth is up to a, half up to b, a twentieth above c.",
        List.of("Split", "Size in pixels", "Width over height", "below 32 pixels", "share of them"),
        splits.stream()
            .map(
                split ->
                    List.of(
                        split.name(),
                        spread(split.boxes().size(), "%.0f"),
                        spread(split.boxes().shape(), "%.2f"),
                        Figures.count(split.boxes().small()),
                        share(split.boxes().small(), split.boxes().count())))
            .toList());
  }

  /** Boxes of each class, and how large they are. */
  public static ReportTable classes(List<SplitStatistics> splits) {
    List<String> columns = new ArrayList<>(List.of("Class"));
    for (SplitStatistics split : splits) {
      columns.addAll(List.of(split.name() + ": boxes", "images", "median size", "below 32 pixels"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (String name : classNames(splits)) {
      List<String> row = new ArrayList<>(List.of(name));
      splits.forEach(split -> row.addAll(cells(split, name)));
      rows.add(row);
    }
    return new ReportTable("Boxes of each class", "", columns, rows);
  }

  /** The classes of all splits, the first split's first. */
  static Set<String> classNames(List<SplitStatistics> splits) {
    Set<String> names = new LinkedHashSet<>();
    splits.forEach(split -> split.classes().forEach(one -> names.add(one.name())));
    return names;
  }

  private static List<String> cells(SplitStatistics split, String name) {
    return split.classes().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(
            one ->
                List.of(
                    Figures.count(one.boxes().count()),
                    Figures.count(one.images()),
                    number(one.boxes().size().median(), "%.0f"),
                    share(one.boxes().small(), one.boxes().count())))
        .orElse(List.of("–", "–", "–", "–"));
  }

  /** Numbers of boxes by size. */
  public static ReportTable sizes(List<SplitStatistics> splits) {
    return ranges("Boxes of each size", Ranges.SIZES, splits, split -> split.boxes().sizes());
  }

  /** Numbers of boxes by width over height. */
  public static ReportTable shapes(List<SplitStatistics> splits) {
    return ranges("Boxes of each shape", Ranges.SHAPES, splits, split -> split.boxes().shapes());
  }

  /** Numbers of images by their boxes. */
  public static ReportTable objects(List<SplitStatistics> splits) {
    return ranges("Images by their objects", Ranges.OBJECTS, splits, SplitStatistics::objects);
  }

  private static ReportTable ranges(
      String title,
      Ranges ranges,
      List<SplitStatistics> splits,
      Function<SplitStatistics, List<Long>> counts) {
    List<List<String>> rows =
        IntStream.range(0, ranges.labels().size())
            .mapToObj(
                range -> {
                  List<String> row = new ArrayList<>(List.of(ranges.labels().get(range)));
                  splits.forEach(s -> row.add(Figures.count(counts.apply(s).get(range))));
                  return row;
                })
            .map(List::copyOf)
            .toList();
    return new ReportTable(title, "", columns(ranges.of(), splits), rows);
  }

  /** How many images have each size, the commonest of all splits first. */
  public static ReportTable imageSizes(List<SplitStatistics> splits) {
    Set<Size> sizes = new LinkedHashSet<>();
    splits.forEach(split -> split.imageSizes().forEach(one -> sizes.add(one.size())));
    List<List<String>> rows = new ArrayList<>();
    for (Size size : sizes.stream().limit(MOST_SIZES).toList()) {
      List<String> row = new ArrayList<>(List.of(size.toString()));
      for (SplitStatistics split : splits) {
        row.add(
            Figures.count(
                split.imageSizes().stream()
                    .filter(one -> one.size().equals(size))
                    .mapToLong(SplitStatistics.SizeCount::images)
                    .sum()));
      }
      rows.add(row);
    }
    String more =
        sizes.size() > MOST_SIZES ? "And %d more sizes.".formatted(sizes.size() - MOST_SIZES) : "";
    return new ReportTable("Sizes of images", more, columns("Pixels", splits), rows);
  }

  private static List<String> columns(String first, List<SplitStatistics> splits) {
    List<String> columns = new ArrayList<>(List.of(first));
    splits.forEach(split -> columns.add(split.name()));
    return columns;
  }

  private static String spread(Quantiles values, String format) {
    return number(values.low(), format)
        + " – "
        + number(values.median(), format)
        + " – "
        + number(values.high(), format);
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }

  private static String share(long part, long all) {
    return all == 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / all);
  }
}
