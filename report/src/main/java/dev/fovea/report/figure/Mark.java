package dev.fovea.report.figure;

import java.util.List;

/** Something plotted over two axes; an empty label is left out of the legend. */
public sealed interface Mark {
  /**
   * Points joined by lines.
   *
   * @param label in the legend
   * @param series the place in the row of colours and dashes
   * @param points in the axes' values
   */
  record Line(String label, int series, List<Point> points) implements Mark {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * Points for themselves.
   *
   * @param label in the legend
   * @param series the place in the row of colours
   * @param points in the axes' values
   */
  record Dots(String label, int series, List<Point> points) implements Mark {
    public Dots {
      points = List.copyOf(points);
    }
  }

  /**
   * Horizontal bars, over a named vertical axis.
   *
   * @param label in the legend
   * @param series the place in the row of colours
   * @param slot which of {@code slots} bars of each name it is, from above
   * @param slots how many there are
   * @param values by name, in the horizontal axis's values
   */
  record Bars(String label, int series, int slot, int slots, List<Double> values) implements Mark {
    public Bars {
      values = List.copyOf(values);
    }
  }

  /**
   * Coloured cells of a grid that fills the plot.
   *
   * @param colours by row from the lowest, then column
   * @param legend what the colours mean
   */
  record Cells(List<List<String>> colours, List<LegendEntry> legend) implements Mark {
    public Cells {
      colours = List.copyOf(colours);
      legend = List.copyOf(legend);
    }
  }
}
