package dev.fovea.cli;

import dev.fovea.report.DemoLens;
import dev.fovea.report.LensFigures;
import dev.fovea.report.LensPage;
import dev.fovea.report.LensReport;
import dev.fovea.report.LensSummary;
import dev.fovea.report.figure.FigureFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code fovea lens --demo}: the lens's page and figures of a run that comes with Fovea.
 *
 * @param out the folder to write into
 * @param grid the settings to compare
 */
record LensDemo(Path out, LensContent.Grid grid) {
  /** Where they go if nobody says. */
  static final Path FOLDER = Path.of("lens-demo");

  void show(Console console, PrintWriter results) {
    OutputFolder.prepare(out, List.of());
    console.started();
    LensReport report = DemoLens.report(ReportFile.madeFacts());
    report.facts().forEach(fact -> results.println(fact.name() + ": " + fact.value()));
    LensSummary.of(report, grid.gammas()).forEach(results::println);
    results.flush();
    Path page = out.resolve("lens.html");
    LensPage.write(report, grid.gammas(), grid.alphas(), page);
    FigureFiles.write(LensFigures.of(report, grid.gammas(), OptionalDouble.empty()), out);
    console.say("page: " + page + " (open it in a browser; it needs no network)");
  }
}
