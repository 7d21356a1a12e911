package dev.fovea.cli;

import dev.fovea.cli.terminal.Screen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jline.utils.Signals;

/**
 * Ctrl-C, {@code kill} and a closed terminal as a request: work ends where its state is whole. A
 * second one ends the process at once. A signal that the process was started to ignore (such as by
 * {@code nohup}) stays ignored: the JVM refuses to handle it.
 */
public final class Interruption implements AutoCloseable {
  private static final int OF_SIGNAL = 128;
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  /** Of the process, as signals are: 0 for none. */
  private static volatile int received;

  private final String when;
  private final Map<String, Object> before = new LinkedHashMap<>();

  /** For work that saves its state after each step. */
  public Interruption() {
    this("after this step; the state is saved");
  }

  /**
   * Listens until it is closed.
   *
   * @param when the work will stop, for the user: "after this image"
   */
  public Interruption(String when) {
    this.when = when;
    SIGNALS.forEach(
        (name, number) -> before.put(name, Signals.register(name, () -> request(number))));
  }

  private synchronized void request(int signal) {
    if (received != 0) {
      Screen.standard().clear();
      System.err.println("fovea: ended at once");
      Runtime.getRuntime().halt(OF_SIGNAL + signal);
    }
    // First, so that it stands above what the ending work says.
    System.err.println("fovea: stopping " + when + " (Ctrl-C again: at once) ...");
    received = signal;
  }

  /** Whether the work is to stop. */
  public boolean requested() {
    return received != 0;
  }

  /** 130 after Ctrl-C, 143 after {@code kill}, 129 after the terminal was closed. */
  static OptionalInt exitCode() {
    return received == 0 ? OptionalInt.empty() : OptionalInt.of(OF_SIGNAL + received);
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
