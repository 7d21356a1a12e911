package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.report.DatasetFacts;
import dev.fovea.report.Findings;
import dev.fovea.report.ReportPage;
import dev.fovea.report.RunCurves;
import dev.fovea.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The quickstart's page: the three runs in one chart, and what the first of them finds. */
final class QuickstartReport {
  private QuickstartReport() {}

  static void write(QuickstartTable table, List<Dataset> data, Path file, double minutes) {
    RunReport.Builder report =
        ReportFile.titled("Quickstart: three losses on the same drawn scenes")
            .fact("Time", String.format(Locale.ROOT, "%.1f minutes in all", minutes))
            .table(table.forReport())
            .dataset(DatasetFacts.of("training", data.get(0)))
            .dataset(DatasetFacts.of("validation", data.get(1)));
    for (ContenderResult result : table.results()) {
      report.run(RunCurves.read(result.contender().folder(), result.run().metrics()));
    }
    table.results().stream()
        .filter(result -> result.measured().isPresent())
        .findFirst()
        .ifPresent(result -> show(result, report));
    ReportPage.write(report.build(), file);
  }

  private static void show(ContenderResult shown, RunReport.Builder report) {
    report
        .note(
            "Settings, figures and pictures below are those of: " + shown.contender().loss() + ".")
        .settings(read(shown.run().configuration()))
        .findings(Findings.of(shown.measured().orElseThrow().evaluated()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw FoveaException.machine(file + " cannot be read: " + failure.getMessage(), failure);
    }
  }
}
