package dev.fovea.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far long work is, told on standard error: a bar with rate and time left on a terminal, one
 * plain line now and then when piped, nothing when quiet.
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
    return onTerminal()
        ? new Bar(name, total)
        : new PlainProgress(new PlainProgress.Work(name, total), System::nanoTime, System.err);
  }

  /** Whether standard error is a terminal: the launcher knows; without it, the JVM's own guess. */
  private static boolean onTerminal() {
    String told = System.getProperty("fovea.terminal");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  /** No display. */
  record Silent() implements Progress {
    @Override
    public void step(long done, String message) {}

    @Override
    public void close() {}
  }

  /** A bar that is drawn over itself. */
  final class Bar implements Progress {
    private final ProgressBar bar;

    Bar(String name, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .showSpeed()
              .build();
    }

    @Override
    public void step(long done, String message) {
      bar.stepTo(done).setExtraMessage(" " + message);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
