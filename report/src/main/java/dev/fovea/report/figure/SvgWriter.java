package dev.fovea.report.figure;

import dev.fovea.report.figure.Drawing.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing as SVG, for print and for pages. */
final class SvgWriter {
  private static final String FONTS = "Helvetica, Arial, 'DejaVu Sans', sans-serif";

  private SvgWriter() {}

  static String of(Drawing drawing) {
    String size = "%d %d".formatted(drawing.width(), drawing.height());
    String head =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s" width="%d" height="%d" role="img"\
         font-family="%s">
        <title>%s</title>
        """
            .formatted(size, drawing.width(), drawing.height(), FONTS, escaped(drawing.title()));
    return drawing.shapes().stream()
        .map(SvgWriter::element)
        .collect(Collectors.joining("\n", head, "\n</svg>\n"));
  }

  private static String element(Shape shape) {
    return switch (shape) {
      case Shape.Path path -> path(path);
      case Shape.Area area ->
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
              .formatted(
                  number(area.x()),
                  number(area.y()),
                  number(area.width()),
                  number(area.height()),
                  area.colour());
      case Shape.Disc disc ->
          "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>"
              .formatted(
                  number(disc.centre().x()),
                  number(disc.centre().y()),
                  number(disc.radius()),
                  disc.colour());
      case Shape.Text text -> text(text);
    };
  }

  private static String path(Shape.Path path) {
    String points =
        path.points().stream()
            .map(point -> number(point.x()) + "," + number(point.y()))
            .collect(Collectors.joining(" "));
    String dash = path.dash().isEmpty() ? "" : " stroke-dasharray=\"%s\"".formatted(dash(path));
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
        .formatted(points, path.colour(), number(path.width()), dash);
  }

  private static String dash(Shape.Path path) {
    return path.dash().stream().map(SvgWriter::number).collect(Collectors.joining(" "));
  }

  private static String text(Shape.Text text) {
    String at = number(text.at().x()) + " " + number(text.at().y());
    String turn = text.upright() ? " rotate(-90)" : "";
    String anchor = List.of("start", "middle", "end").get(text.anchor().ordinal());
    return "<text transform=\"translate(%s)%s\" font-size=\"%s\" fill=\"%s\"%s text-anchor=\"%s\">%s</text>"
        .formatted(
            at,
            turn,
            number(text.font().size()),
            text.font().colour(),
            text.font().bold() ? " font-weight=\"600\"" : "",
            anchor,
            escaped(text.text()));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
