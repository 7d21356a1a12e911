package dev.fovea.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the template shows, as text; its names are those that {@code report.mustache} reads. */
final class PageModel {
  private PageModel() {}

  static Map<String, Object> of(RunReport report) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", report.title());
    page.put("facts", report.facts());
    page.put("notes", report.notes());
    page.put("headline", headline(report).stream().toList());
    page.put("tables", report.tables().stream().map(PageModel::table).toList());
    page.put("course", course(report));
    page.put("findings", report.findings().map(PageModel::findings).stream().toList());
    page.put("data", data(report));
    page.put("settings", settings(report));
    return page;
  }

  /** Figures in large letters: of the findings, else of the only run's best evaluation. */
  private static Optional<Map<String, Object>> headline(RunReport report) {
    Optional<Map<String, Object>> measured =
        report
            .findings()
            .map(
                found ->
                    headline(
                        List.of(
                            found.summary().ap(), found.summary().ap50(), found.summary().ap75()),
                        "on " + found.dataset()));
    if (measured.isPresent() || report.runs().size() != 1) {
      return measured;
    }
    return report
        .runs()
        .getFirst()
        .best()
        .map(
            best ->
                headline(
                    List.of(best.ap(), best.ap50(), best.ap75()), "after step " + best.step()));
  }

  private static Map<String, Object> headline(List<Double> figures, String where) {
    List<String> names = List.of("AP", "AP50", "AP75");
    List<Fact> tiles =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Fact(names.get(i), Figures.percent(figures.get(i))))
            .toList();
    return Map.of("tiles", tiles, "where", where);
  }

  static Map<String, Object> table(ReportTable table) {
    return Map.of(
        "title", table.title(),
        "note", table.note(),
        "columns", table.columns(),
        "rows", table.rows().stream().map(PageModel::row).toList());
  }

  private static Map<String, Object> row(List<String> cells) {
    return Map.of("head", cells.getFirst(), "cells", cells.subList(1, cells.size()));
  }

  private static List<Map<String, Object>> course(RunReport report) {
    if (report.runs().stream().allMatch(run -> run.steps().isEmpty())) {
      return List.of();
    }
    boolean evaluated = report.runs().stream().anyMatch(run -> !run.evaluations().isEmpty());
    return List.of(
        Map.of(
            "evaluated", evaluated,
            "losses", report.runs().stream().map(RunTables::losses).map(PageModel::table).toList(),
            "evaluations",
                report.runs().stream().map(RunTables::evaluations).map(PageModel::table).toList()));
  }

  private static Map<String, Object> findings(Findings found) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("dataset", found.dataset());
    model.put("threshold", String.format(Locale.ROOT, "%.2f", found.threshold()));
    model.put("figures", table(FindingsTables.figures(found.summary())));
    model.put("classes", table(FindingsTables.classes(found)));
    model.put("precision", table(FindingsTables.precision(found)));
    model.put("examples", found.examples().stream().map(PageModel::picture).toList());
    model.put("missed", found.missed().stream().map(PageModel::picture).toList());
    model.put("mistaken", found.mistaken().stream().map(PageModel::picture).toList());
    return model;
  }

  static Map<String, Object> picture(Picture picture) {
    return Map.of(
        "caption", picture.caption(),
        "alternative", picture.alternative(),
        "width", picture.width(),
        "height", picture.height(),
        "source", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture.jpeg()));
  }

  private static List<Map<String, Object>> data(RunReport report) {
    List<DatasetFacts> datasets = report.datasets();
    if (datasets.isEmpty()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    datasets.forEach(one -> one.notes().forEach(note -> notes.add(one.role() + ": " + note)));
    return List.of(
        Map.of(
            "tables",
            List.of(
                table(DataTables.totals(datasets)),
                table(DataTables.classes(datasets)),
                table(DataTables.sizes(datasets))),
            "notes",
            notes));
  }

  private static List<Map<String, Object>> settings(RunReport report) {
    if (report.settings().isEmpty()) {
      return List.of();
    }
    List<Map<String, Object>> branches =
        report.settings().stream()
            .map(
                branch ->
                    Map.<String, Object>of(
                        "name",
                        branch.name().isEmpty() ? "(root)" : branch.name(),
                        "settings",
                        branch.settings()))
            .toList();
    return List.of(Map.of("branches", branches));
  }
}
