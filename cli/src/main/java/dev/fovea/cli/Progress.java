package dev.fovea.cli;

import dev.fovea.cli.terminal.Screen;
import dev.fovea.cli.terminal.Terminal;

/**
 * How far long work is, told on standard error: a bar with rate and time left on a terminal, one
 * plain line now and then when piped or in a continuous-integration log, nothing when quiet.
 */
public interface Progress extends AutoCloseable {

  /**
   * Tells the state of the work.
   *
   * @param done steps finished so far, of the total
   * @param message what else the user wants to see, such as the loss; may be empty
   */
  void step(long done, String message);

  /** Ends the display. */
  @Override
  void close();

  /**
   * Begins a display.
   *
   * @param name what is being done, such as {@code training}
   * @param total steps in all; −1 where unknown
   */
  static Progress start(String name, long total, boolean quiet) {
    if (quiet) {
      return new Silent();
    }
    ProgressText text = new ProgressText(name, total);
    return Terminal.standard().redraws()
        ? new BarProgress(text, System::nanoTime, Screen.standard())
        : new PlainProgress(text, System::nanoTime, System.err);
  }

  /** No display. */
  record Silent() implements Progress {
    @Override
    public void step(long done, String message) {}

    @Override
    public void close() {}
  }
}
