package dev.fovea.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines for logs and pipes: the first step, then one line every ten seconds, then
 * the last step.
 */
final class PlainProgress implements Progress {
  private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

  private final ProgressText text;
  private final LongSupplier clock;
  private final PrintStream out;
  private final long begin;
  private long nextLine;

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  PlainProgress(ProgressText text, LongSupplier clock, PrintStream out) {
    this.text = text;
    this.clock = clock;
    this.out = out;
    this.begin = clock.getAsLong();
    this.nextLine = begin;
  }

  @Override
  public synchronized void step(long done, String message) {
    long now = clock.getAsLong();
    if (now - nextLine < 0 && done != text.total()) {
      return;
    }
    nextLine = now + BETWEEN_LINES;
    String line = text.plain(done, (now - begin) / 1e9);
    out.println(line + (message.isEmpty() ? "" : "  " + message));
  }

  @Override
  public void close() {
    out.flush();
  }
}
