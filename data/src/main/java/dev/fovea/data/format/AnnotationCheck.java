package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every format asks of boxes and class names. */
final class AnnotationCheck {
  private AnnotationCheck() {}

  /**
   * Whether a box has an area; false means that it is to be dropped with a count.
   *
   * @param place where the box stands, for the error
   * @throws FoveaException when its corners are the wrong way round
   */
  static boolean hasArea(double x1, double y1, double x2, double y2, String place) {
    if (x2 < x1 || y2 < y1) {
      throw FoveaException.data(
          "The box of "
              + place
              + " ends before it begins: from ("
              + x1
              + ", "
              + y1
              + ") to ("
              + x2
              + ", "
              + y2
              + "). Its right must not be left of its left, nor its bottom above its"
              + " top.");
    }
    return x2 > x1 && y2 > y1;
  }

  static void requireDistinct(List<String> names, String place) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw FoveaException.data(
            "The class " + name + " is defined twice in " + place + ". Names must differ.");
      }
    }
  }

  static List<String> zeroAreaNotes(int dropped) {
    return dropped == 0
        ? List.of()
        : List.of(dropped + (dropped == 1 ? " box" : " boxes") + " with zero area dropped.");
  }
}
