package dev.fovea.report;

import dev.fovea.data.EvenSample;
import java.util.List;

/** A run's course as tables. */
final class RunTables {
  private static final int MOST_ROWS = 40;

  private RunTables() {}

  static ReportTable losses(RunCurves run) {
    List<List<String>> rows =
        EvenSample.of(run.steps(), MOST_ROWS).stream()
            .map(
                step ->
                    List.of(
                        Long.toString(step.step()),
                        Figures.few(step.classification()),
                        Figures.few(step.box()),
                        Figures.few(step.total()),
                        Figures.few(step.rate())))
            .toList();
    String note =
        rows.size() < run.steps().size() ? "Some of %d lines.".formatted(run.steps().size()) : "";
    return new ReportTable(
        run.name(), note, List.of("Step", "Class", "Box", "Total", "Learning rate"), rows);
  }

  static ReportTable evaluations(RunCurves run) {
    List<List<String>> rows =
        EvenSample.of(run.evaluations(), MOST_ROWS).stream()
            .map(
                one ->
                    List.of(
                        Long.toString(one.step()),
                        Figures.percent(one.ap()),
                        Figures.percent(one.ap50()),
                        Figures.percent(one.ap75()),
                        Figures.few(one.loss())))
            .toList();
    return new ReportTable(
        run.name(), "", List.of("Step", "AP", "AP50", "AP75", "Validation loss"), rows);
  }
}
