package dev.fovea.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines for logs and pipes: the first step, then one line every ten seconds, then
 * the last step.
 */
final class PlainProgress implements Progress {
  private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

  private final Work work;
  private final LongSupplier clock;
  private final PrintStream out;
  private final long begin;
  private long nextLine;

  /**
   * What is being done.
   *
   * @param total steps in all; −1 where unknown
   */
  record Work(String name, long total) {}

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  PlainProgress(Work work, LongSupplier clock, PrintStream out) {
    this.work = work;
    this.clock = clock;
    this.out = out;
    this.begin = clock.getAsLong();
    this.nextLine = begin;
  }

  @Override
  public synchronized void step(long done, String message) {
    long now = clock.getAsLong();
    if (now - nextLine < 0 && done != work.total()) {
      return;
    }
    nextLine = now + BETWEEN_LINES;
    out.println(line(done, (now - begin) / 1e9) + (message.isEmpty() ? "" : "  " + message));
  }

  @Override
  public void close() {
    out.flush();
  }

  private String line(long done, double seconds) {
    String position = work.name() + " " + done;
    String rate =
        done == 0 || seconds <= 0 ? "" : String.format(Locale.ROOT, "  %.2f/s", done / seconds);
    if (work.total() < 0) {
      return position + rate;
    }
    String left =
        rate.isEmpty() || done == work.total()
            ? ""
            : "  " + clockTime(seconds / done * (work.total() - done)) + " left";
    return position + "/" + work.total() + rate + left;
  }

  private static String clockTime(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
