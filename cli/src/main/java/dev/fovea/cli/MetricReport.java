package dev.fovea.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.CocoSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** How COCO's figures are printed: a table for people, a JSON document for programs. */
public final class MetricReport {
  /** A figure with its key in JSON and the words of COCO's own summary. */
  private record Figure(String key, String words, double value) {}

  private MetricReport() {}

  private static List<Figure> figures(CocoSummary s) {
    String precision = "Average precision";
    String recall = "Average recall   ";
    return List.of(
        new Figure("AP", precision + "  IoU 0.50:0.95  area all     detections 100", s.ap()),
        new Figure("AP50", precision + "  IoU 0.50       area all     detections 100", s.ap50()),
        new Figure("AP75", precision + "  IoU 0.75       area all     detections 100", s.ap75()),
        new Figure("APs", precision + "  IoU 0.50:0.95  area small   detections 100", s.apSmall()),
        new Figure("APm", precision + "  IoU 0.50:0.95  area medium  detections 100", s.apMedium()),
        new Figure("APl", precision + "  IoU 0.50:0.95  area large   detections 100", s.apLarge()),
        new Figure("AR1", recall + "  IoU 0.50:0.95  area all     detections   1", s.ar1()),
        new Figure("AR10", recall + "  IoU 0.50:0.95  area all     detections  10", s.ar10()),
        new Figure("AR100", recall + "  IoU 0.50:0.95  area all     detections 100", s.ar100()),
        new Figure("ARs", recall + "  IoU 0.50:0.95  area small   detections 100", s.arSmall()),
        new Figure("ARm", recall + "  IoU 0.50:0.95  area medium  detections 100", s.arMedium()),
        new Figure("ARl", recall + "  IoU 0.50:0.95  area large   detections 100", s.arLarge()));
  }

  /**
   * Prints the twelve figures as COCO's summary has them, then a line for each class; "–" where a
   * figure is undefined.
   *
   * @param classes of the summary's class indices
   */
  public static void table(PrintWriter out, CocoSummary summary, ClassNames classes) {
    for (Figure figure : figures(summary)) {
      line(out, "%-5s  %s  %s", figure.key, figure.words, shown(figure.value));
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
          shown(one.ap()),
          shown(one.ap50()),
          shown(one.ar100()));
    }
    out.flush();
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private static String shown(double figure) {
    return figure < 0 ? "     –" : String.format(Locale.ROOT, "%6.4f", figure);
  }

  /**
   * Prints one JSON document, every figure with the digits that give the same double when read;
   * undefined figures are −1.
   *
   * @param classes of the summary's class indices
   */
  public static void json(PrintWriter out, CocoSummary summary, ClassNames classes) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      write(json, summary, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
  }

  private static void write(JsonGenerator json, CocoSummary summary, ClassNames classes)
      throws IOException {
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
      CocoSummary.ClassResult one = summary.classes().get(k);
      json.writeStartObject();
      json.writeNumberField("id", classes.id(k));
      json.writeStringField("name", classes.name(k));
      json.writeNumberField("AP", one.ap());
      json.writeNumberField("AP50", one.ap50());
      json.writeNumberField("AR100", one.ar100());
      json.writeNumberField("truths", one.truths());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
