package dev.fovea.cli.terminal;

import java.util.Map;
import java.util.Optional;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * What standard error can show.
 *
 * @param redraws whether a line can be drawn over itself and somebody watches
 * @param colours whether colours are welcome
 */
public record Terminal(boolean redraws, boolean colours) {
  private static final int USUAL_WIDTH = 80;

  /**
   * Judges by the environment: {@code TERM=dumb} can move no cursor, {@code CI} means that a log is
   * kept, {@code NO_COLOR} (any value but the empty one) asks for no colours.
   *
   * @param attached whether standard error is a terminal at all
   */
  static Terminal of(Map<String, String> environment, boolean attached) {
    boolean moves = attached && !environment.getOrDefault("TERM", "").equals("dumb");
    String log = environment.getOrDefault("CI", "");
    boolean kept = !log.isEmpty() && !log.equals("false");
    return new Terminal(
        moves && !kept, moves && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** The one of this process. */
  public static Terminal standard() {
    return of(System.getenv(), attached());
  }

  /** The launcher knows; without it, the JVM's own guess. */
  private static boolean attached() {
    String told = System.getProperty("fovea.terminal");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  /** {@code text} as an error's beginning: red and bold where colours are welcome. */
  public String error(String text) {
    return colours ? "\033[1;31m" + text + "\033[0m" : text;
  }

  /** {@code text} as a warning's beginning: yellow and bold where colours are welcome. */
  public String warning(String text) {
    return colours ? "\033[1;33m" + text + "\033[0m" : text;
  }

  /** Columns of standard error at this moment; 80 where the system does not say. */
  static int width() {
    return Width.now();
  }

  /** Apart, so that JLine is loaded where a line is redrawn only. */
  private static final class Width {
    private static final Optional<FfmTerminalProvider> SYSTEM = system();

    private static Optional<FfmTerminalProvider> system() {
      try {
        return Optional.of(new FfmTerminalProvider());
      } catch (UnsupportedOperationException | LinkageError withoutNativeAccess) {
        return Optional.empty();
      }
    }

    static int now() {
      try {
        int width = SYSTEM.map(system -> system.systemStreamWidth(SystemStream.Error)).orElse(0);
        return width > 0 ? width : USUAL_WIDTH;
      } catch (RuntimeException | LinkageError unknownSystem) {
        return USUAL_WIDTH;
      }
    }
  }
}
