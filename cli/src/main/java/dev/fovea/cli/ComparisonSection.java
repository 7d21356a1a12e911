package dev.fovea.cli;

import static dev.fovea.cli.Lines.change;
import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.eval.Comparison;
import dev.fovea.core.eval.Difference;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** {@code --against}: whether B is better than A, by how much, on which classes. */
record ComparisonSection(Evaluated evaluated, Comparison comparison) implements EvalSection {
  @Override
  public void print(PrintWriter out) {
    line(out, "");
    line(out, "B (--against) beside A (--detections), bootstrap over the same images:");
    line(
        out,
        "%d resamples, intervals of %s, seed %d",
        comparison.settings().resamples(),
        level(),
        comparison.settings().seed());
    line(out, "");
    line(out, "%-4s  %6s  %6s  %7s   %17s   %6s", "", "A", "B", "change", "interval", "p");
    print(out, "AP", comparison.ap());
    print(out, "AP50", comparison.ap50());
    print(out, "AP75", comparison.ap75());
    line(out, "");
    line(out, "%s", sentence(comparison.ap()));
    printClasses(out);
  }

  private String level() {
    return String.format(Locale.ROOT, "%.0f%%", 100 * comparison.settings().level());
  }

  private static void print(PrintWriter out, String name, Difference one) {
    line(
        out,
        "%-4s  %s  %s  %s   %s … %s   %6.4f",
        name,
        figure(one.first()),
        figure(one.second()),
        change(one.change()),
        change(one.low()),
        change(one.high()),
        one.probability());
  }

  private String sentence(Difference ap) {
    return switch (ap.verdict()) {
      case SECOND -> "B is better than A by " + change(ap.change()).strip() + " AP.";
      case FIRST -> "B is worse than A by " + change(ap.change()).strip() + " AP.";
      case UNDECIDED -> "These images do not tell which is better: the interval of AP holds 0.";
    };
  }

  private void printClasses(PrintWriter out) {
    List<Comparison.ClassDifference> told =
        comparison.classes().stream()
            .filter(c -> c.verdict() != Difference.Verdict.UNDECIDED)
            .toList();
    long judged =
        comparison.classes().stream().filter(Comparison.ClassDifference::isJudged).count();
    line(out, "");
    line(
        out,
        "Of %d classes in ten or more images %d differ (by chance about %.1f would):",
        judged,
        told.size(),
        (1 - comparison.settings().level()) * judged);
    String head = "%-" + evaluated.nameWidth() + "s  %6s";
    for (Comparison.ClassDifference one : told) {
      line(
          out,
          head + "  %s  %s  %s   %s … %s",
          evaluated.shortName(one.classIndex()),
          one.verdict() == Difference.Verdict.SECOND ? "better" : "worse",
          figure(one.ap().first()),
          figure(one.ap().second()),
          change(one.ap().change()),
          change(one.ap().low()),
          change(one.ap().high()));
    }
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("comparison");
    json.writeNumberField("level", comparison.settings().level());
    json.writeNumberField("resamples", comparison.settings().resamples());
    json.writeNumberField("seed", comparison.settings().seed());
    write(json, "AP", comparison.ap());
    write(json, "AP50", comparison.ap50());
    write(json, "AP75", comparison.ap75());
    json.writeArrayFieldStart("classes");
    for (Comparison.ClassDifference one : comparison.classes()) {
      evaluated.writeClass(json, one.classIndex());
      json.writeNumberField("images", one.images());
      json.writeStringField("better", better(one.verdict()));
      write(json, "AP", one.ap());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Difference one) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("a", one.first());
    json.writeNumberField("b", one.second());
    json.writeNumberField("change", one.change());
    json.writeNumberField("low", one.low());
    json.writeNumberField("high", one.high());
    json.writeNumberField("p", one.probability());
    json.writeStringField("better", better(one.verdict()));
    json.writeEndObject();
  }

  private static String better(Difference.Verdict verdict) {
    return switch (verdict) {
      case FIRST -> "a";
      case SECOND -> "b";
      case UNDECIDED -> "undecided";
    };
  }
}
