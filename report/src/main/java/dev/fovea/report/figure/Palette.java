package dev.fovea.report.figure;

import java.util.List;

/** The colours of figures: those of the pages by day. */
public final class Palette {
  static final String GROUND = "#ffffff";
  static final String TEXT = "#1b2430";
  static final String QUIET = "#55606e";
  static final String RULE = "#d5dbe2";

  /** Told apart by most who see few colours; lines differ in their dashes too. */
  private static final List<String> SERIES =
      List.of("#0b62b8", "#b34700", "#1a7f4b", "#7a3fb0", "#a3174f", "#5c6770");

  private static final List<List<Double>> DASHES =
      List.of(List.of(), List.of(8.0, 4.0), List.of(2.0, 3.0), List.of(10.0, 3.0, 2.0, 3.0));

  private Palette() {}

  static String series(int place) {
    return SERIES.get(place % SERIES.size());
  }

  static List<Double> dash(int place) {
    return DASHES.get(place % DASHES.size());
  }

  /**
   * A colour between blue, near white and orange.
   *
   * @param value from −1 to 1; those outside are taken for the ends
   */
  public static String diverging(double value) {
    int[] end = value < 0 ? new int[] {11, 98, 184} : new int[] {179, 71, 0};
    double share = Math.min(1, Math.abs(value));
    int colour = 0;
    for (int part : end) {
      colour = colour << 8 | (int) Math.round(246 + share * (part - 246));
    }
    return "#%06x".formatted(colour);
  }
}
