package dev.fovea.data.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Takes JSON's tokens from a file one by one, in a window of 256 kB that moves over the file; for
 * one thread.
 *
 * <p>It knows UTF-8, JSON's grammar, and nothing else: at anything that is not plainly right it
 * throws {@link Unrecognised}, also at what is right but rare, such as escapes in names.
 *
 * <p>Every byte is looked at once, in the second cache: about one comparison a byte, whose outcome
 * a processor guesses well as all entries look alike; bound by these instructions, not by memory.
 */
final class JsonScanner {
  private static final int WINDOW = 1 << 18;

  /** Bytes that the window holds beyond the place at least, where the file has them. */
  private static final int AHEAD = 1 << 14;

  private static final int DEEPEST = 100;

  private final FileChannel channel;

  /** The window; behind its last byte stands a 0, at which every token ends. */
  private final byte[] bytes = new byte[WINDOW + 1];

  private long windowStart;
  private int at;
  private int end;
  private boolean lastWindow;

  private final FieldNames names = new FieldNames();
  private final JsonNumber number = new JsonNumber();

  /** The file has something that this scanner leaves to Jackson. */
  static final class Unrecognised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unrecognised() {
      super("left to Jackson", null, false, false);
    }
  }

  JsonScanner(FileChannel channel, long start) {
    this.channel = channel;
    this.windowStart = start;
  }

  /** The place in the file. */
  long position() {
    return windowStart + at;
  }

  /** To be called before each value of any length. */
  void lookAhead() throws IOException {
    if (end - at < AHEAD && !lastWindow) {
      moveWindow();
    }
  }

  private void moveWindow() throws IOException {
    System.arraycopy(bytes, at, bytes, 0, end - at);
    windowStart += at;
    end -= at;
    at = 0;
    while (end < WINDOW && !lastWindow) {
      int read = channel.read(ByteBuffer.wrap(bytes, end, WINDOW - end), windowStart + end);
      lastWindow = read < 0;
      end += Math.max(0, read);
    }
    bytes[end] = 0;
  }

  /** The next byte that is no space; not taken. */
  int next() {
    int i = at;
    byte next = bytes[i];
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = bytes[++i];
    }
    at = i;
    return next;
  }

  /** Takes the next byte that is no space, if it is this one. */
  boolean take(char wanted) {
    boolean found = next() == wanted;
    at += found ? 1 : 0;
    return found;
  }

  void require(char wanted) {
    if (!take(wanted)) {
      throw new Unrecognised();
    }
  }

  void requireWord(String word) {
    next();
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        throw new Unrecognised();
      }
    }
    at += word.length();
  }

  void requireEnd() throws IOException {
    lookAhead();
    if (next() != 0 || at < end || !lastWindow) {
      throw new Unrecognised();
    }
  }

  /** Takes a name and its colon; the same object for the same name, as a rule. */
  String name() {
    require('"');
    int length = plainLength();
    String name = names.of(bytes, at, length);
    at += length + 1;
    require(':');
    return name;
  }

  /** Takes a text. */
  String text() {
    require('"');
    int length = plainLength();
    String text = new String(bytes, at, length, StandardCharsets.US_ASCII);
    at += length + 1;
    return text;
  }

  /** How many plain ASCII characters stand before the quotation mark. */
  private int plainLength() {
    int i = at;
    byte next = bytes[i];
    while (next >= ' ' && next != '"' && next != '\\') {
      next = bytes[++i];
    }
    if (next != '"') {
      throw new Unrecognised();
    }
    return i - at;
  }

  /** Takes a number that a long holds, possibly written as 7.0. */
  long wholeNumber() {
    next();
    at = number.scan(bytes, at);
    return number.wholeValue();
  }

  /** Takes a finite number, with the bits that Jackson gives it. */
  double number() {
    next();
    at = number.scan(bytes, at);
    return number.value();
  }

  /** Takes a value of any kind. */
  void skip() throws IOException {
    skip(0);
  }

  private void skip(int depth) throws IOException {
    lookAhead();
    switch (next()) {
      case '"' -> skipText();
      case '{' -> skipAll('}', depth);
      case '[' -> skipAll(']', depth);
      case 't' -> requireWord("true");
      case 'f' -> requireWord("false");
      case 'n' -> requireWord("null");
      default -> at = number.scan(bytes, at);
    }
  }

  private void skipAll(char last, int depth) throws IOException {
    at++;
    if (depth == DEEPEST) {
      throw new Unrecognised();
    }
    if (take(last)) {
      return;
    }
    do {
      if (last == '}') {
        lookAhead();
        require('"');
        at += plainLength() + 1;
        require(':');
      }
      skip(depth + 1);
    } while (take(','));
    require(last);
  }

  private void skipText() throws IOException {
    at++;
    while (true) {
      byte next = bytes[at];
      while (next >= ' ' && next != '"' && next != '\\') {
        next = bytes[++at];
      }
      if (next == '"') {
        at++;
        lookAhead();
        return;
      }
      boolean atEnd = at == end && !lastWindow;
      lookAhead();
      if (next == '\\') {
        skipEscape();
      } else if (next < 0) {
        skipEncoded(next);
      } else if (!atEnd) {
        throw new Unrecognised();
      }
    }
  }

  private void skipEscape() {
    int kind = bytes[at + 1];
    if ("\"\\/bfnrt".indexOf(kind) >= 0) {
      at += 2;
    } else if (kind == 'u' && isHexadecimal(at + 2)) {
      at += 6;
    } else {
      throw new Unrecognised();
    }
  }

  private boolean isHexadecimal(int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(bytes[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** A character of two to four bytes, looked at no closer than Jackson does. */
  private void skipEncoded(int first) {
    int length = Integer.numberOfLeadingZeros(~(first << 24));
    if (length < 2 || length > 4) {
      throw new Unrecognised();
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        throw new Unrecognised();
      }
    }
    at += length;
  }
}
