package dev.fovea.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal that wraps at its width, breaks its lines anew when it becomes narrower, and knows
 * carriage return, line feed, cursor up and erasing to the end of the screen.
 */
final class FakeTerminal extends ByteArrayOutputStream {
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int width;
  private int row;
  private int column;

  FakeTerminal(int width) {
    this.width = width;
  }

  int width() {
    return width;
  }

  /** Only narrower, with the cursor in the last row. */
  void resize(int columns) {
    width = columns;
    List<String> before = rows.stream().map(StringBuilder::toString).toList();
    rows.clear();
    for (String line : before) {
      for (int from = 0; from == 0 || from < line.length(); from += columns) {
        rows.add(new StringBuilder(line.substring(from, Math.min(line.length(), from + columns))));
      }
    }
    row = rows.size() - 1;
    column = rows.getLast().length();
  }

  /** The rows from the top, without empty ones at the end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(rows.stream().map(StringBuilder::toString).toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  @Override
  public synchronized void flush() {
    String text = toString(StandardCharsets.UTF_8);
    reset();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\033[A", i)) {
        row = Math.max(0, row - 1);
        i += 2;
      } else if (text.startsWith("\033[J", i)) {
        rows.get(row).setLength(Math.min(rows.get(row).length(), column));
        rows.subList(row + 1, rows.size()).clear();
        i += 2;
      } else {
        put(text.charAt(i));
      }
    }
  }

  private void put(char character) {
    if (character == '\r') {
      column = 0;
    } else if (character == '\n') {
      down();
    } else {
      if (column == width) {
        down();
      }
      StringBuilder line = rows.get(row);
      line.replace(column, Math.min(line.length(), column + 1), String.valueOf(character));
      column++;
    }
  }

  private void down() {
    row++;
    column = 0;
    if (row == rows.size()) {
      rows.add(new StringBuilder());
    }
  }
}
