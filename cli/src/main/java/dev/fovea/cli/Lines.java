package dev.fovea.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Lines of a table, in one manner for all sections. */
final class Lines {
  private Lines() {}

  /** A formatted line without blanks at its end. */
  static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  /** A figure from 0 to 1 in six columns; a dash where it is undefined, which COCO writes as −1. */
  static String figure(double value) {
    return value < 0 ? "     –" : String.format(Locale.ROOT, "%6.4f", value);
  }

  /** A difference in seven columns, its sign always shown. */
  static String change(double value) {
    return String.format(Locale.ROOT, "%+7.4f", value);
  }
}
