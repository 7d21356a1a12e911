package dev.fovea.cli;

import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.eval.BootstrapSettings;
import dev.fovea.core.eval.Estimate;
import dev.fovea.core.eval.analysis.OperatingPoint;
import dev.fovea.core.eval.analysis.ThresholdGoal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code --thresholds}: from which score on a class's detections are to be shown.
 *
 * @param points classes in which the goal is reached
 * @param settings of the intervals
 */
record ThresholdSection(
    Evaluated evaluated,
    ThresholdGoal goal,
    List<OperatingPoint> points,
    BootstrapSettings settings)
    implements EvalSection {
  ThresholdSection {
    points = List.copyOf(points);
  }

  @Override
  public void print(PrintWriter out) {
    String name = "%-" + evaluated.nameWidth() + "s";
    line(out, "");
    line(
        out,
        "Score thresholds for %s at IoU 0.50, with intervals of %.0f%% for other",
        goal,
        100 * settings.level());
    line(
        out,
        "images (bootstrap, judged on those not drawn; %d resamples, seed %d)",
        settings.resamples(),
        settings.seed());
    String row = name + "  %9s  %-24s  %6s  %6s";
    line(out, row, "class", "threshold", "precision", "recall", "F1");
    for (OperatingPoint one : points) {
      line(
          out,
          row,
          evaluated.shortName(one.classIndex()),
          figure(one.threshold()),
          interval(one.precision()),
          figure(one.recall().value()),
          figure(one.f1()));
    }
    List<Integer> others = without();
    if (!others.isEmpty()) {
      line(out, "No threshold reaches it in:");
      others.forEach(k -> line(out, "%s", evaluated.shortName(k)));
    }
  }

  private static String interval(Estimate estimate) {
    return "%s  %s … %s"
        .formatted(figure(estimate.value()), figure(estimate.low()), figure(estimate.high()));
  }

  /** The thresholds by class name. */
  Map<String, Double> byName() {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    points.forEach(
        one -> thresholds.put(evaluated.classes().name(one.classIndex()), one.threshold()));
    return thresholds;
  }

  /** Classes in which no threshold reaches the goal. */
  private List<Integer> without() {
    Set<Integer> reached = new HashSet<>();
    points.forEach(one -> reached.add(one.classIndex()));
    return IntStream.range(0, evaluated.classes().count())
        .filter(k -> !reached.contains(k))
        .boxed()
        .toList();
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("thresholds");
    json.writeStringField("goal", goal.toString());
    json.writeNumberField("level", settings.level());
    json.writeNumberField("resamples", settings.resamples());
    json.writeNumberField("seed", settings.seed());
    json.writeArrayFieldStart("classes");
    for (OperatingPoint one : points) {
      evaluated.writeClass(json, one.classIndex());
      json.writeNumberField("threshold", one.threshold());
      write(json, "precision", one.precision());
      write(json, "recall", one.recall());
      json.writeNumberField("F1", one.f1());
      json.writeNumberField("objects", one.objects());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unreached");
    for (int k : without()) {
      json.writeString(evaluated.classes().name(k));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Estimate estimate) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("value", estimate.value());
    json.writeNumberField("low", estimate.low());
    json.writeNumberField("high", estimate.high());
    json.writeEndObject();
  }
}
