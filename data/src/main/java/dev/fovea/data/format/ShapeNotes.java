package dev.fovea.data.format;

import java.util.ArrayList;
import java.util.List;

/** What reading makes of shapes that are no upright boxes, counted. */
final class ShapeNotes {
  private int enclosed;
  private int leftOut;

  /** A shape became the smallest upright box around it. */
  void enclosed() {
    enclosed++;
  }

  /** A shape, such as a point or a line, gives no box. */
  void leftOut() {
    leftOut++;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (enclosed > 0) {
      sentences.add(shapes(enclosed) + " became the smallest upright boxes around them.");
    }
    if (leftOut > 0) {
      sentences.add(shapes(leftOut) + " of other kinds than boxes and polygons left out.");
    }
    return sentences;
  }

  private static String shapes(int count) {
    return count + (count == 1 ? " shape" : " shapes");
  }
}
