package dev.fovea.cli;

import static dev.fovea.cli.Lines.change;
import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.eval.analysis.ErrorDecomposition;
import dev.fovea.core.eval.analysis.ErrorKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** {@code --errors}: what each kind of error costs. */
record ErrorSection(ErrorDecomposition errors) implements EvalSection {
  @Override
  public void print(PrintWriter out) {
    line(out, "");
    line(
        out,
        "Errors after TIDE (right from IoU %.2f, background up to %.2f); AP50 is %s,",
        errors.settings().foreground(),
        errors.settings().background(),
        figure(errors.ap()).strip());
    line(out, "and would be higher by so much without this kind of error alone:");
    line(out, "%-16s  %8s  %8s", "error", "number", "AP50");
    errors
        .errors()
        .forEach(
            (kind, share) ->
                line(out, "%-16s  %8d  %8s", name(kind), share.count(), change(share.gain())));
    line(out, "%-16s  %8s  %8s", "false positives", "", change(errors.falsePositives()));
    line(out, "%-16s  %8s  %8s", "false negatives", "", change(errors.falseNegatives()));
  }

  private static String name(ErrorKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("errors");
    json.writeNumberField("foreground", errors.settings().foreground());
    json.writeNumberField("background", errors.settings().background());
    json.writeNumberField("AP50", errors.ap());
    for (ErrorKind kind : ErrorKind.values()) {
      json.writeObjectFieldStart(name(kind));
      json.writeNumberField("number", errors.errors().get(kind).count());
      json.writeNumberField("gain", errors.errors().get(kind).gain());
      json.writeEndObject();
    }
    json.writeNumberField("falsePositives", errors.falsePositives());
    json.writeNumberField("falseNegatives", errors.falseNegatives());
    json.writeEndObject();
  }
}
