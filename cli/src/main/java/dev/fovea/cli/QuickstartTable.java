package dev.fovea.cli;

import dev.fovea.core.eval.CocoSummary;
import dev.fovea.data.Dataset;
import dev.fovea.report.ReportTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The quickstart's figures: a row for each loss, then what they say.
 *
 * @param results in the order of the rows
 * @param rareClass index of the class with the fewest boxes
 * @param rareName its name
 */
record QuickstartTable(List<ContenderResult> results, int rareClass, String rareName) {
  private static final String UNDEFINED = "–";

  QuickstartTable {
    results = List.copyOf(results);
  }

  static QuickstartTable of(List<ContenderResult> results, Dataset training) {
    int rare = Facts.rarest(training);
    return new QuickstartTable(results, rare, training.classes().name(rare));
  }

  private List<String> columns() {
    return List.of("loss", "prior", "AP", "AP50", "AP75", "AP " + rareName);
  }

  private List<String> cells(ContenderResult result) {
    List<String> cells = new ArrayList<>();
    cells.add(result.contender().loss());
    cells.add(result.contender().prior());
    if (result.measured().isPresent()) {
      CocoSummary summary = result.measured().get().summary();
      cells.add(percent(summary.ap()));
      cells.add(percent(summary.ap50()));
      cells.add(percent(summary.ap75()));
      cells.add(percent(summary.classes().get(rareClass).ap()));
    } else {
      cells.addAll(List.of(UNDEFINED, UNDEFINED, UNDEFINED, UNDEFINED));
    }
    return cells;
  }

  private static String percent(double figure) {
    return figure < 0 ? UNDEFINED : String.format(Locale.ROOT, "%.1f", 100 * figure);
  }

  /** The rows with their heading, for a terminal. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns()));
    results.forEach(result -> lines.add(line(cells(result))));
    return lines;
  }

  private static String line(List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-33s", cells.getFirst()));
    for (String cell : cells.subList(1, cells.size())) {
      line.append(String.format(Locale.ROOT, "  %7s", cell));
    }
    return line.toString();
  }

  /** What the figures say, and how far they carry. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    ranking().ifPresent(sentences::add);
    for (ContenderResult result : results) {
      if (!result.failure().isEmpty()) {
        sentences.add(result.contender().loss() + " ended early: " + result.failure());
      }
    }
    sentences.add(
        "One run of %d steps each, all from the same seed: a difference of a few points may be chance."
            .formatted(results.getFirst().steps()));
    return sentences;
  }

  /** The highest AP, then how far the others are behind it. */
  private Optional<String> ranking() {
    List<ContenderResult> ranked =
        results.stream()
            .filter(result -> result.measured().isPresent())
            .sorted(Comparator.comparingDouble(QuickstartTable::ap).reversed())
            .toList();
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    ContenderResult best = ranked.getFirst();
    StringBuilder text = new StringBuilder("The highest AP here: " + best.contender().loss() + ".");
    for (ContenderResult other : ranked.subList(1, ranked.size())) {
      text.append(
          String.format(
              Locale.ROOT,
              " %s is %.1f points behind.",
              capitalised(other.contender().loss()),
              100 * (ap(best) - ap(other))));
    }
    return Optional.of(text.toString());
  }

  private static double ap(ContenderResult result) {
    return result.measured().orElseThrow().summary().ap();
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The same for the report. */
  ReportTable forReport() {
    return new ReportTable(
        "Three losses, the same steps and seed",
        String.join(" ", sentences()),
        columns(),
        results.stream().map(this::cells).toList());
  }
}
