package dev.fovea.report;

import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.PrecisionRecall;
import dev.fovea.data.EvenSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the page's script draws; its names are those that {@code report.js} reads. */
final class ChartData {
  private static final int MOST_POINTS = 1000;

  private ChartData() {}

  static Map<String, Object> of(RunReport report) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("runs", report.runs().stream().map(ChartData::run).toList());
    data.put("classes", report.findings().map(ChartData::classes).orElse(List.of()));
    data.put("curves", report.findings().map(ChartData::curves).orElse(List.of()));
    data.put("recalls", report.findings().map(ChartData::recalls).orElse(List.of()));
    data.put("sizes", DatasetFacts.SIZES);
    data.put("datasets", report.datasets().stream().map(ChartData::dataset).toList());
    return data;
  }

  private static Map<String, Object> run(RunCurves run) {
    List<RunCurves.Step> steps = EvenSample.of(run.steps(), MOST_POINTS);
    List<RunCurves.Evaluation> evaluations = EvenSample.of(run.evaluations(), MOST_POINTS);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", run.name());
    data.put("steps", steps.stream().map(RunCurves.Step::step).toList());
    data.put("classification", values(steps, RunCurves.Step::classification));
    data.put("box", values(steps, RunCurves.Step::box));
    data.put("total", values(steps, RunCurves.Step::total));
    data.put("rate", values(steps, RunCurves.Step::rate));
    data.put("evaluated", evaluations.stream().map(RunCurves.Evaluation::step).toList());
    data.put("ap", values(evaluations, one -> percent(one.ap())));
    data.put("ap50", values(evaluations, one -> percent(one.ap50())));
    data.put("ap75", values(evaluations, one -> percent(one.ap75())));
    data.put("validation", values(evaluations, RunCurves.Evaluation::loss));
    return data;
  }

  /** Numbers that are none become null: the line has a gap there. */
  private static <T> List<Double> values(List<T> points, ToDoubleFunction<T> value) {
    List<Double> values = new ArrayList<>();
    for (T point : points) {
      double number = value.applyAsDouble(point);
      values.add(Double.isFinite(number) ? (Double) Figures.rounded(number) : null);
    }
    return values;
  }

  private static double percent(double figure) {
    return figure < 0 ? Double.NaN : 100 * figure;
  }

  private static List<Map<String, Object>> classes(Findings findings) {
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int k = 0; k < findings.classes().count(); k++) {
      CocoSummary.ClassResult result = findings.summary().classes().get(k);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", findings.classes().name(k));
      one.put("ap", values(List.of(percent(result.ap())), value -> value).getFirst());
      one.put("ap50", values(List.of(percent(result.ap50())), value -> value).getFirst());
      classes.add(one);
    }
    return classes;
  }

  /** All classes first, then each class that has a curve. */
  private static List<Map<String, Object>> curves(Findings findings) {
    List<Map<String, Object>> curves = new ArrayList<>();
    curves.add(curve("all classes", findings.curves(), PrecisionRecall::mean));
    IntStream.range(0, findings.classes().count())
        .forEach(
            k ->
                curves.add(
                    curve(
                        findings.classes().name(k),
                        findings.curves(),
                        curve -> curve.classes().get(k))));
    return curves;
  }

  private static Map<String, Object> curve(
      String name,
      List<PrecisionRecall> thresholds,
      Function<PrecisionRecall, List<Double>> precision) {
    List<Map<String, Object>> at = new ArrayList<>();
    for (PrecisionRecall threshold : thresholds) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("iou", threshold.iou());
      line.put("precision", values(precision.apply(threshold), Double::doubleValue));
      at.add(line);
    }
    Map<String, Object> curve = new LinkedHashMap<>();
    curve.put("name", name);
    curve.put("at", at);
    return curve;
  }

  private static List<Double> recalls(Findings findings) {
    return findings.curves().isEmpty()
        ? List.of()
        : values(findings.curves().getFirst().recalls(), Double::doubleValue);
  }

  private static Map<String, Object> dataset(DatasetFacts facts) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", facts.role());
    data.put("sizes", facts.sizes());
    return data;
  }
}
