package dev.fovea.cli;

import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.eval.voc.VocSummary;
import java.io.IOException;
import java.io.PrintWriter;

/** {@code --voc}: average precision as the VOC challenges had it. */
record VocSection(Evaluated evaluated, VocSummary summary) implements EvalSection {
  @Override
  public void print(PrintWriter out) {
    String row = "%-" + evaluated.nameWidth() + "s  %8s  %8s  %8s";
    line(out, "");
    line(out, "VOC's average precision at IoU %.2f", summary.iou());
    line(out, row, "class", "objects", "11 points", "all");
    for (int k = 0; k < evaluated.classes().count(); k++) {
      VocSummary.ClassResult one = summary.classes().get(k);
      line(
          out,
          row,
          evaluated.shortName(k),
          one.objects(),
          figure(one.elevenPoint()),
          figure(one.allPoint()));
    }
    line(out, row, "mean", "", figure(summary.elevenPoint()), figure(summary.allPoint()));
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("voc");
    json.writeNumberField("iou", summary.iou());
    json.writeNumberField("AP07", summary.elevenPoint());
    json.writeNumberField("AP12", summary.allPoint());
    json.writeArrayFieldStart("classes");
    for (int k = 0; k < evaluated.classes().count(); k++) {
      VocSummary.ClassResult one = summary.classes().get(k);
      evaluated.writeClass(json, k);
      json.writeNumberField("AP07", one.elevenPoint());
      json.writeNumberField("AP12", one.allPoint());
      json.writeNumberField("objects", one.objects());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
