package dev.fovea.cli;

import static dev.fovea.cli.Lines.figure;
import static dev.fovea.cli.Lines.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.CocoSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * How COCO's figures are printed: a table for people, a JSON document for programs.
 *
 * @param settings that the figures were taken with
 * @param classes of the summary's class indices
 * @param sections that follow the figures
 */
record MetricReport(CocoSettings settings, ClassNames classes, List<EvalSection> sections) {
  /** In place of one threshold's figures: all thresholds. */
  private static final String RANGE = "range";

  /** A figure with its key in JSON. */
  private record Figure(String key, double value, Scope scope) {}

  /** What a figure is of; {@code limit} is the place of its limit of detections. */
  private record Scope(String figure, String iou, String area, int limit) {}

  MetricReport {
    sections = List.copyOf(sections);
  }

  /** COCO's figures alone. */
  static MetricReport coco(ClassNames classes) {
    return new MetricReport(CocoSettings.coco(), classes, List.of());
  }

  private static List<Figure> figures(CocoSummary s) {
    return List.of(
        new Figure("AP", s.ap(), new Scope("precision", RANGE, "all", 2)),
        new Figure("AP50", s.ap50(), new Scope("precision", "0.50", "all", 2)),
        new Figure("AP75", s.ap75(), new Scope("precision", "0.75", "all", 2)),
        new Figure("APs", s.apSmall(), new Scope("precision", RANGE, "small", 2)),
        new Figure("APm", s.apMedium(), new Scope("precision", RANGE, "medium", 2)),
        new Figure("APl", s.apLarge(), new Scope("precision", RANGE, "large", 2)),
        new Figure("AR1", s.ar1(), new Scope("recall", RANGE, "all", 0)),
        new Figure("AR10", s.ar10(), new Scope("recall", RANGE, "all", 1)),
        new Figure("AR100", s.ar100(), new Scope("recall", RANGE, "all", 2)),
        new Figure("ARs", s.arSmall(), new Scope("recall", RANGE, "small", 2)),
        new Figure("ARm", s.arMedium(), new Scope("recall", RANGE, "medium", 2)),
        new Figure("ARl", s.arLarge(), new Scope("recall", RANGE, "large", 2)));
  }

  private String iouRange() {
    List<Double> ious = settings.iouThresholds();
    return ious.size() == 1
        ? String.format(Locale.ROOT, "%.2f", ious.getFirst())
        : String.format(Locale.ROOT, "%.2f:%.2f", ious.getFirst(), ious.getLast());
  }

  /** In the words of COCO's own summary. */
  private String words(Scope scope) {
    return String.format(
        Locale.ROOT,
        "Average %-9s  IoU %-9s  area %-6s  detections %3d",
        scope.figure,
        scope.iou.equals(RANGE) ? iouRange() : scope.iou,
        scope.area,
        settings.detectionLimits().get(scope.limit));
  }

  /**
   * Prints the twelve figures as COCO's summary has them, then a line for each class, then the
   * sections; "–" where a figure is undefined.
   */
  void table(PrintWriter out, CocoSummary summary) {
    for (Figure one : figures(summary)) {
      line(out, "%-5s  %s  %s", one.key, words(one.scope), figure(one.value));
    }
    CocoSummary.Counts counts = summary.counts();
    line(out, "");
    line(
        out,
        "%d images, %d annotated boxes (%d of them crowds), %d detections",
        counts.images(),
        counts.truths(),
        counts.crowds(),
        counts.detections());
    line(out, "");
    printClasses(out, summary);
    sections.forEach(section -> section.print(out));
    out.flush();
  }

  private void printClasses(PrintWriter out, CocoSummary summary) {
    int width = Math.max(5, classes.names().stream().mapToInt(String::length).max().orElse(0));
    String row = "%8s  %-" + width + "s  %8s  %6s  %6s  %6s";
    line(out, row, "id", "class", "boxes", "AP", "AP50", "AR100");
    for (int k = 0; k < classes.count(); k++) {
      CocoSummary.ClassResult one = summary.classes().get(k);
      line(
          out,
          row,
          classes.id(k),
          classes.name(k),
          one.truths(),
          figure(one.ap()),
          figure(one.ap50()),
          figure(one.ar100()));
    }
  }

  /**
   * Prints one JSON document, every figure with the digits that give the same double when read;
   * undefined figures are −1.
   */
  void json(PrintWriter out, CocoSummary summary) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      write(json, summary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
  }

  private void write(JsonGenerator json, CocoSummary summary) throws IOException {
    json.writeStartObject();
    for (Figure figure : figures(summary)) {
      json.writeNumberField(figure.key, figure.value);
    }
    json.writeNumberField("images", summary.counts().images());
    json.writeNumberField("truths", summary.counts().truths());
    json.writeNumberField("crowds", summary.counts().crowds());
    json.writeNumberField("detections", summary.counts().detections());
    json.writeArrayFieldStart("classes");
    for (int k = 0; k < classes.count(); k++) {
      writeClass(json, k, summary.classes().get(k));
    }
    json.writeEndArray();
    for (EvalSection section : sections) {
      section.write(json);
    }
    json.writeEndObject();
  }

  private void writeClass(JsonGenerator json, int index, CocoSummary.ClassResult one)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", classes.id(index));
    json.writeStringField("name", classes.name(index));
    json.writeNumberField("AP", one.ap());
    json.writeNumberField("AP50", one.ap50());
    json.writeNumberField("AR100", one.ar100());
    json.writeNumberField("truths", one.truths());
    json.writeEndObject();
  }
}
