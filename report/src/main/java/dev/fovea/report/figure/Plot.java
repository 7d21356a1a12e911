package dev.fovea.report.figure;

import java.util.List;

/**
 * Marks over two axes.
 *
 * @param title above it; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks the first one lies lowest
 */
public record Plot(String title, Axis x, Axis y, List<Mark> marks) {
  public Plot {
    marks = List.copyOf(marks);
  }
}
