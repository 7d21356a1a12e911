package dev.fovea.cli;

import java.util.Locale;

/**
 * The words of a progress display.
 *
 * @param name what is being done
 * @param total steps in all; −1 where unknown
 */
record ProgressText(String name, long total) {
  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 30;
  private static final int LEAST_MESSAGE = 8;

  /** Position, rate and time left. */
  String plain(long done, double seconds) {
    return position(done) + pace(done, seconds);
  }

  /**
   * The same with a bar and as much of {@code message} as fits into {@code columns}; what does not
   * fit is left out, first the message, then the bar.
   */
  String within(int columns, Moment moment) {
    String position = position(moment.done());
    String pace = pace(moment.done(), moment.seconds());
    int room = columns - position.length() - pace.length();
    int message = moment.message().isEmpty() ? 0 : moment.message().length() + 2;
    int bar = total <= 0 ? 0 : Math.clamp(room - message - 3L, LEAST_BAR, MOST_BAR);
    if (bar + 3 > room) {
      bar = 0;
    }
    String drawn = bar == 0 ? "" : " " + bar(bar, moment.done());
    return position + drawn + pace + shortened(moment.message(), room - drawn.length() - 2);
  }

  /**
   * A point in the work.
   *
   * @param seconds since the beginning
   */
  record Moment(long done, double seconds, String message) {}

  private static String shortened(String message, int columns) {
    if (message.isEmpty() || columns < LEAST_MESSAGE) {
      return "";
    }
    return "  " + (message.length() <= columns ? message : message.substring(0, columns - 1) + "…");
  }

  private String bar(int columns, long done) {
    int filled = (int) (columns * Math.min(done, total) / total);
    return "[" + "=".repeat(filled) + " ".repeat(columns - filled) + "]";
  }

  private String position(long done) {
    return name + " " + done + (total < 0 ? "" : "/" + total);
  }

  private String pace(long done, double seconds) {
    if (done == 0 || seconds <= 0) {
      return "";
    }
    String rate = String.format(Locale.ROOT, "  %.2f/s", done / seconds);
    return total < 0 || done >= total
        ? rate
        : rate + "  " + clockTime(seconds / done * (total - done)) + " left";
  }

  private static String clockTime(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
