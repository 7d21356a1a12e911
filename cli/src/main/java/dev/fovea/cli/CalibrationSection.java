package dev.fovea.cli;

import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.calibration.Reliability;
import dev.fovea.core.eval.analysis.CalibrationStudy;
import java.io.IOException;
import java.io.PrintWriter;

/** {@code --calibration}: how far scores are from probabilities. */
record CalibrationSection(CalibrationStudy study) implements EvalSection {
  @Override
  public void print(PrintWriter out) {
    line(out, "");
    line(out, "Calibration at IoU 0.50: fitted on every second image by id, from the first on");
    line(
        out,
        "(%d detections), measured on the others (%d detections)",
        study.fittedOn(),
        study.before().count());
    line(out, "%-24s  %6s", "", "D-ECE");
    line(out, "%-24s  %s", "scores as they are", figure(study.before().error()));
    line(
        out,
        "%-24s  %s",
        "temperature %.3f".formatted(study.temperature().temperature()),
        figure(study.scaled().error()));
    line(out, "%-24s  %s", "isotonic regression", figure(study.isotonic().error()));
    line(out, "");
    line(out, "%-11s  %10s  %10s  %9s", "score", "detections", "mean score", "precision");
    for (Reliability.Bin bin : study.before().bins()) {
      if (bin.count() > 0) {
        line(
            out,
            "%.1f … %.1f    %10d  %10s  %9s",
            bin.from(),
            bin.to(),
            bin.count(),
            figure(bin.probability()),
            figure(bin.precision()));
      }
    }
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("calibration");
    json.writeNumberField("fittedOn", study.fittedOn());
    json.writeNumberField("measuredOn", study.before().count());
    json.writeNumberField("temperature", study.temperature().temperature());
    write(json, "before", study.before());
    write(json, "scaled", study.scaled());
    write(json, "isotonic", study.isotonic());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Reliability reliability)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("error", reliability.error());
    json.writeArrayFieldStart("bins");
    for (Reliability.Bin bin : reliability.bins()) {
      if (bin.count() > 0) {
        json.writeStartObject();
        json.writeNumberField("from", bin.from());
        json.writeNumberField("to", bin.to());
        json.writeNumberField("detections", bin.count());
        json.writeNumberField("probability", bin.probability());
        json.writeNumberField("precision", bin.precision());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
