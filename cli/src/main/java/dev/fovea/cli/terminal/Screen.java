package dev.fovea.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * A terminal whose last line may be a status line that is drawn over itself. Whatever else is
 * written meanwhile, results, log lines, warnings, appears above it: the status line is erased, the
 * text written, the status line drawn anew.
 */
public final class Screen {
  /** Room for the {@code ^C} that a terminal echoes at the cursor, so that it does not wrap. */
  private static final int SPARE_COLUMNS = 3;

  private static final Screen STANDARD = new Screen(System.err, Terminal::width);

  private final PrintStream terminal;
  private final IntSupplier width;
  private String status = "";
  private boolean shown;
  private boolean insideLine;

  /**
   * @param terminal where the status line is drawn
   * @param width its columns, asked anew each time
   */
  Screen(PrintStream terminal, IntSupplier width) {
    this.terminal = terminal;
    this.width = width;
  }

  /** Standard error of this process. */
  public static Screen standard() {
    return STANDARD;
  }

  /** From now on {@code System.out} and {@code System.err} write above the status line. */
  public void guardStandardStreams() {
    System.setOut(guarded(System.out));
    System.setErr(guarded(System.err));
  }

  /** The columns that a status line may take. */
  public int columns() {
    return Math.max(1, width.getAsInt() - SPARE_COLUMNS);
  }

  /**
   * Draws a status line in place of the one before; {@code line} is cut to the columns there are.
   */
  public synchronized void show(String line) {
    String erasing = erasing();
    int columns = columns();
    status = line.length() > columns ? line.substring(0, columns) : line;
    shown = !insideLine;
    if (shown) {
      terminal.print(erasing + status);
      terminal.flush();
    }
  }

  /** Takes the status line away. */
  public synchronized void clear() {
    terminal.print(erasing());
    terminal.flush();
    status = "";
    shown = false;
  }

  /** A stream that writes through to {@code stream}, above the status line. */
  PrintStream guarded(PrintStream stream) {
    return new PrintStream(new Above(stream), true, StandardCharsets.UTF_8);
  }

  /**
   * Moves to the status line's beginning and erases to the end of the screen. Where the terminal
   * has become narrower, it has broken the line into several.
   */
  private String erasing() {
    if (!shown) {
      return "";
    }
    int rowsAbove = Math.max(0, status.length() - 1) / Math.max(1, width.getAsInt());
    return "\r" + "\033[A".repeat(rowsAbove) + "\033[J";
  }

  private synchronized void write(PrintStream stream, byte[] bytes, int from, int length) {
    if (length == 0) {
      return;
    }
    if (shown) {
      terminal.print(erasing());
      terminal.flush();
      shown = false;
    }
    stream.write(bytes, from, length);
    stream.flush();
    insideLine = bytes[from + length - 1] != '\n';
    if (!status.isEmpty() && !insideLine) {
      shown = true;
      terminal.print(status);
      terminal.flush();
    }
  }

  private final class Above extends FilterOutputStream {
    private final PrintStream stream;

    Above(PrintStream stream) {
      super(stream);
      this.stream = stream;
    }

    @Override
    public void write(int value) {
      Screen.this.write(stream, new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      Screen.this.write(stream, bytes, from, length);
    }
  }
}
