package dev.fovea.report.figure;

import dev.fovea.report.figure.Drawing.Anchor;
import dev.fovea.report.figure.Drawing.Font;
import dev.fovea.report.figure.Drawing.Shape;
import java.util.ArrayList;
import java.util.List;

/** Puts the plots of a figure beside each other. */
final class FigureLayout {
  private static final int PLOT_WIDTH = 640;
  private static final int PLOT_HEIGHT = 440;
  private static final int BAR_HEIGHT = 34;
  private static final int BARS_AROUND = 150;
  private static final int TITLE_HEIGHT = 36;

  private FigureLayout() {}

  static Drawing of(Figure figure) {
    int height = figure.plots().stream().mapToInt(FigureLayout::height).max().orElseThrow();
    int width = PLOT_WIDTH * figure.plots().size();
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Area(0, 0, width, TITLE_HEIGHT + height, Palette.GROUND));
    Font heading = new Font(17, true, Palette.TEXT);
    shapes.add(new Shape.Text(new Point(16, 26), figure.title(), heading, Anchor.START, false));
    for (int i = 0; i < figure.plots().size(); i++) {
      Frame frame = new Frame(i * PLOT_WIDTH, TITLE_HEIGHT, PLOT_WIDTH, height);
      shapes.addAll(new PlotLayout(figure.plots().get(i), frame).shapes());
    }
    return new Drawing(figure.title(), width, TITLE_HEIGHT + height, shapes);
  }

  private static int height(Plot plot) {
    int names = plot.y().names().size();
    return names == 0 ? PLOT_HEIGHT : BARS_AROUND + BAR_HEIGHT * names;
  }

  /** A rectangle in the drawing. */
  record Frame(double left, double top, double width, double height) {
    double right() {
      return left + width;
    }

    double bottom() {
      return top + height;
    }
  }
}
