package dev.fovea.cli;

import dev.fovea.cli.ProgressText.Moment;
import dev.fovea.cli.terminal.Screen;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress as a bar that is drawn over itself; at its end a plain line stays. */
final class BarProgress implements Progress {
  private static final long BETWEEN_DRAWINGS = Duration.ofMillis(100).toNanos();

  private final ProgressText text;
  private final LongSupplier clock;
  private final Screen screen;
  private final long begin;
  private Moment last = new Moment(0, 0, "");
  private long nextDrawing;

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  BarProgress(ProgressText text, LongSupplier clock, Screen screen) {
    this.text = text;
    this.clock = clock;
    this.screen = screen;
    this.begin = clock.getAsLong();
    this.nextDrawing = begin;
    draw();
  }

  @Override
  public synchronized void step(long done, String message) {
    long now = clock.getAsLong();
    last = new Moment(done, (now - begin) / 1e9, message);
    if (now - nextDrawing >= 0) {
      nextDrawing = now + BETWEEN_DRAWINGS;
      draw();
    }
  }

  private void draw() {
    screen.show(text.within(screen.columns(), last));
  }

  @Override
  public synchronized void close() {
    screen.clear();
    if (last.done() > 0) {
      String message = last.message().isEmpty() ? "" : "  " + last.message();
      System.err.println(text.plain(last.done(), last.seconds()) + message);
    }
  }
}
