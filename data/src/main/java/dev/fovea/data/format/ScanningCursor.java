package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.data.format.JsonScanner.Unrecognised;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A quick cursor that throws {@link Unrecognised} in place of every error. */
final class ScanningCursor implements CocoCursor {
  /** Where the part ends that is not followed by another. */
  static final long TO_THE_END = Long.MAX_VALUE;

  private final JsonScanner scanner;

  /** The place in the file of the entry at which the list's part ends. */
  private final long end;

  /** Whether the bracket of the present list or object is still to be taken. */
  private boolean opening = true;

  /** Whether the cursor stands at an entry, where its part of the list begins. */
  private boolean resuming;

  private String field = "";

  private ScanningCursor(FileChannel channel, long begin, long end) throws IOException {
    this.scanner = new JsonScanner(channel, begin);
    this.end = end;
    this.resuming = begin > 0;
    scanner.lookAhead();
  }

  /** Reads a whole file; nothing where it has a mistake, or something is not recognised. */
  static <T> Optional<T> read(Path file, Reading<T> reading) {
    try (FileChannel channel = FileChannel.open(file)) {
      return Optional.of(readPart(channel, 0, TO_THE_END, reading));
    } catch (IOException | Unrecognised | FoveaException leftToJackson) {
      return Optional.empty();
    }
  }

  /**
   * Reads entries of the list that is the whole document.
   *
   * @param begin 0, or where an entry begins
   * @param end where an entry after it begins, or {@link #TO_THE_END}
   * @throws Unrecognised also if no entry begins at {@code end}
   */
  static <T> T readPart(FileChannel channel, long begin, long end, Reading<T> reading)
      throws IOException {
    ScanningCursor cursor = new ScanningCursor(channel, begin, end);
    T result = reading.read(cursor);
    if (end == TO_THE_END) {
      cursor.scanner.requireEnd();
    }
    return result;
  }

  @Override
  public boolean atList() {
    return resuming || scanner.next() == '[';
  }

  @Override
  public boolean atObject() {
    return scanner.next() == '{';
  }

  @Override
  public void enterList(String name) {
    if (!atList()) {
      throw new Unrecognised();
    }
    opening = !resuming;
  }

  @Override
  public boolean nextEntry() throws IOException {
    scanner.lookAhead();
    boolean first = opening;
    if (first) {
      scanner.require('[');
    }
    if (resuming) {
      resuming = false;
    } else if (scanner.take(']')) {
      opening = false;
      return endOfList();
    } else if (!first) {
      scanner.require(',');
    }
    if (!atObject() || scanner.position() > end) {
      throw new Unrecognised();
    }
    opening = true;
    return scanner.position() < end;
  }

  private boolean endOfList() {
    if (end != TO_THE_END) {
      throw new Unrecognised();
    }
    return false;
  }

  @Override
  public boolean nextField() throws IOException {
    scanner.lookAhead();
    if (opening) {
      scanner.require('{');
      opening = false;
      if (scanner.take('}')) {
        return false;
      }
    } else if (scanner.take('}')) {
      return false;
    } else {
      scanner.require(',');
    }
    field = scanner.name();
    return true;
  }

  @Override
  public String field() {
    return field;
  }

  @Override
  public void skip() throws IOException {
    scanner.skip();
  }

  @Override
  public boolean takeNull() {
    boolean found = scanner.next() == 'n';
    if (found) {
      scanner.requireWord("null");
    }
    return found;
  }

  @Override
  public long id() {
    return scanner.wholeNumber();
  }

  @Override
  public double number() {
    return scanner.number();
  }

  @Override
  public boolean flag() {
    return switch (scanner.next()) {
      case 't' -> {
        scanner.requireWord("true");
        yield true;
      }
      case 'f' -> {
        scanner.requireWord("false");
        yield false;
      }
      default -> !takeNull() && scanner.number() != 0;
    };
  }

  @Override
  public String text() {
    return scanner.text();
  }

  @Override
  public CocoBox box() {
    scanner.require('[');
    double x = scanner.number();
    scanner.require(',');
    double y = scanner.number();
    scanner.require(',');
    double width = scanner.number();
    scanner.require(',');
    double height = scanner.number();
    scanner.require(']');
    if (width < 0 || height < 0) {
      throw new Unrecognised();
    }
    return new CocoBox(x, y, width, height);
  }

  @Override
  public FoveaException error(String problem) {
    throw new Unrecognised();
  }

  @Override
  public FoveaException entryError(String problem) {
    throw new Unrecognised();
  }
}
