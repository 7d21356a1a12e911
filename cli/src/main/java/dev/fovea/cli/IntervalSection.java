package dev.fovea.cli;

import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.eval.ConfidenceIntervals;
import dev.fovea.core.eval.Estimate;
import java.io.IOException;
import java.io.PrintWriter;

/** {@code --intervals}: how far the figures can be trusted. */
record IntervalSection(Evaluated evaluated, ConfidenceIntervals intervals) implements EvalSection {
  @Override
  public void print(PrintWriter out) {
    line(out, "");
    line(
        out,
        "Intervals of %.0f%% over images (bootstrap, %d resamples, seed %d)",
        100 * intervals.settings().level(),
        intervals.settings().resamples(),
        intervals.settings().seed());
    print(out, "AP", intervals.ap());
    print(out, "AP50", intervals.ap50());
    print(out, "AP75", intervals.ap75());
    line(out, "");
    line(out, "AP of each class");
    for (int k = 0; k < evaluated.classes().count(); k++) {
      print(out, evaluated.shortName(k), intervals.classes().get(k));
    }
  }

  private void print(PrintWriter out, String name, Estimate estimate) {
    line(
        out,
        "%-" + evaluated.nameWidth() + "s  %s   %s … %s",
        name,
        figure(estimate.value()),
        figure(estimate.low()),
        figure(estimate.high()));
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("intervals");
    json.writeNumberField("level", intervals.settings().level());
    json.writeNumberField("resamples", intervals.settings().resamples());
    json.writeNumberField("seed", intervals.settings().seed());
    write(json, "AP", intervals.ap());
    write(json, "AP50", intervals.ap50());
    write(json, "AP75", intervals.ap75());
    json.writeArrayFieldStart("classes");
    for (int k = 0; k < evaluated.classes().count(); k++) {
      evaluated.writeClass(json, k);
      write(json, "AP", intervals.classes().get(k));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Estimate estimate) throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(estimate.low());
    json.writeNumber(estimate.high());
    json.writeEndArray();
  }
}
