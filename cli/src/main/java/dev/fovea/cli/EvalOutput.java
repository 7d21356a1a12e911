package dev.fovea.cli;

import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.CocoSummary;
import java.io.PrintWriter;
import java.util.List;

/**
 * Where COCO's figures go, and in which form.
 *
 * @param settings that they are taken with
 * @param json whether one JSON document is wanted
 * @param out standard output
 */
record EvalOutput(CocoSettings settings, boolean json, PrintWriter out) {
  /** Takes the figures and prints them, the sections behind them. */
  void print(Evaluated evaluated, List<EvalSection> sections) {
    CocoSummary summary = new CocoMetric(settings).evaluate(evaluated.truth(), evaluated.found());
    MetricReport report = new MetricReport(settings, evaluated.classes(), sections);
    if (json) {
      report.json(out, summary);
    } else {
      report.table(out, summary);
    }
    out.flush();
  }
}
