package dev.fovea.report.figure;

import dev.fovea.report.figure.Drawing.Anchor;
import dev.fovea.report.figure.Drawing.Font;
import dev.fovea.report.figure.Drawing.Shape;
import dev.fovea.report.figure.FigureLayout.Frame;
import java.util.ArrayList;
import java.util.List;

/** Turns one plot into shapes: its axes, its marks, below them its legend. */
final class PlotLayout {
  private static final Font LABEL = new Font(13, false, Palette.QUIET);
  private static final Font TITLE = new Font(14, true, Palette.TEXT);

  /** Of a letter, as a part of the font's size; text is not measured, so that no font is needed. */
  private static final double LETTER = 0.58;

  private static final int MOST_LETTERS = 26;

  private final Plot plot;
  private final Frame outer;
  private final Frame inner;
  private final List<Shape> shapes = new ArrayList<>();

  PlotLayout(Plot plot, Frame outer) {
    this.plot = plot;
    this.outer = outer;
    double left = outer.left() + 48 + labelWidth();
    double top = outer.top() + (plot.title().isEmpty() ? 12 : 30);
    double bottom = outer.bottom() - 56 - 20 * legendLines();
    this.inner = new Frame(left, top, outer.right() - 24 - left, bottom - top);
  }

  private double labelWidth() {
    return plot.y().ticks().stream().mapToDouble(tick -> width(cut(tick.label()))).max().orElse(0);
  }

  private static double width(String text) {
    return LETTER * LABEL.size() * text.length();
  }

  private static String cut(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
  }

  List<Shape> shapes() {
    Point title = new Point(inner.left(), outer.top() + 18);
    shapes.add(new Shape.Text(title, plot.title(), TITLE, Anchor.START, false));
    if (plot.marks().stream().anyMatch(Mark.Cells.class::isInstance)) {
      addMarks();
      addAxes(false);
    } else {
      addAxes(true);
      addMarks();
    }
    addLegend();
    return shapes;
  }

  private double x(double value) {
    return inner.left() + inner.width() * plot.x().place(value);
  }

  /** Numbers rise; names are read from above. */
  private double y(double value) {
    double place = plot.y().place(value);
    return plot.y().names().isEmpty()
        ? inner.bottom() - inner.height() * place
        : inner.top() + inner.height() * place;
  }

  private void addAxes(boolean grid) {
    for (Axis.Tick tick : plot.x().ticks()) {
      double at = x(tick.value());
      if (grid) {
        addRule(new Point(at, inner.top()), new Point(at, inner.bottom()));
      }
      addText(new Point(at, inner.bottom() + 18), tick.label(), Anchor.MIDDLE);
    }
    boolean named = !plot.y().names().isEmpty();
    for (Axis.Tick tick : plot.y().ticks()) {
      double at = y(tick.value());
      if (grid && !named) {
        addRule(new Point(inner.left(), at), new Point(inner.right(), at));
      }
      addText(new Point(inner.left() - 8, at + 4), cut(tick.label()), Anchor.END);
    }
    double middle = inner.left() + inner.width() / 2;
    addText(new Point(middle, inner.bottom() + 40), plot.x().title(), Anchor.MIDDLE);
    Point side = new Point(outer.left() + 18, inner.top() + inner.height() / 2);
    shapes.add(new Shape.Text(side, plot.y().title(), LABEL, Anchor.MIDDLE, true));
  }

  private void addRule(Point from, Point to) {
    shapes.add(new Shape.Path(List.of(from, to), Palette.RULE, 1, List.of()));
  }

  private void addText(Point at, String text, Anchor anchor) {
    shapes.add(new Shape.Text(at, text, LABEL, anchor, false));
  }

  private void addMarks() {
    for (Mark mark : plot.marks()) {
      switch (mark) {
        case Mark.Line line -> add(line);
        case Mark.Dots dots -> add(dots);
        case Mark.Bars bars -> add(bars);
        case Mark.Cells cells -> add(cells);
      }
    }
  }

  private void add(Mark.Line line) {
    List<Point> points =
        line.points().stream().map(point -> new Point(x(point.x()), y(point.y()))).toList();
    String colour = Palette.series(line.series());
    shapes.add(new Shape.Path(points, colour, 2.5, Palette.dash(line.series())));
  }

  private void add(Mark.Dots dots) {
    for (Point point : dots.points()) {
      Point at = new Point(x(point.x()), y(point.y()));
      shapes.add(new Shape.Disc(at, 7, Palette.GROUND));
      shapes.add(new Shape.Disc(at, 5.5, Palette.series(dots.series())));
    }
  }

  private void add(Mark.Bars bars) {
    double each = inner.height() / Math.max(1, bars.values().size());
    double thick = 0.76 * each / bars.slots();
    for (int i = 0; i < bars.values().size(); i++) {
      double top = inner.top() + each * (i + 0.12) + thick * bars.slot();
      double length = x(bars.values().get(i)) - inner.left();
      String colour = Palette.series(bars.series());
      shapes.add(new Shape.Area(inner.left(), top, Math.max(1, length), thick, colour));
    }
  }

  private void add(Mark.Cells cells) {
    double height = inner.height() / cells.colours().size();
    for (int row = 0; row < cells.colours().size(); row++) {
      List<String> colours = cells.colours().get(row);
      double width = inner.width() / colours.size();
      double top = inner.bottom() - height * (row + 1);
      for (int column = 0; column < colours.size(); column++) {
        double left = inner.left() + width * column;
        // Half a pixel more, so that no seam shows between cells.
        shapes.add(new Shape.Area(left, top, width + 0.5, height + 0.5, colours.get(column)));
      }
    }
  }

  private List<LegendEntry> legend() {
    List<LegendEntry> entries = new ArrayList<>();
    for (Mark mark : plot.marks()) {
      switch (mark) {
        case Mark.Line line -> entries.add(entry(line.label(), line.series(), true));
        case Mark.Dots dots -> entries.add(entry(dots.label(), dots.series(), false));
        case Mark.Bars bars -> entries.add(entry(bars.label(), bars.series(), false));
        case Mark.Cells cells -> entries.addAll(cells.legend());
      }
    }
    entries.removeIf(entry -> entry.label().isEmpty());
    return entries;
  }

  private static LegendEntry entry(String label, int series, boolean line) {
    List<Double> dash = line ? Palette.dash(series) : List.of();
    return new LegendEntry(label, Palette.series(series), dash, line);
  }

  private static double width(LegendEntry entry) {
    return 56 + width(entry.label());
  }

  private int legendLines() {
    int lines = 1;
    double used = 0;
    for (LegendEntry entry : legend()) {
      if (used > 0 && used + width(entry) > outer.width() - 40) {
        lines++;
        used = 0;
      }
      used += width(entry);
    }
    return lines;
  }

  private void addLegend() {
    double left = outer.left() + 24;
    double at = left;
    double line = inner.bottom() + 66;
    for (LegendEntry entry : legend()) {
      if (at > left && at + width(entry) > outer.right() - 16) {
        at = left;
        line += 20;
      }
      Point begin = new Point(at, line - 4);
      if (entry.line()) {
        List<Point> sample = List.of(begin, new Point(at + 30, line - 4));
        shapes.add(new Shape.Path(sample, entry.colour(), 2.5, entry.dash()));
      } else {
        shapes.add(new Shape.Area(at + 7, line - 12, 16, 16, Palette.QUIET));
        shapes.add(new Shape.Area(at + 8, line - 11, 14, 14, entry.colour()));
      }
      addText(new Point(at + 36, line), entry.label(), Anchor.START);
      at += width(entry);
    }
  }
}
