package dev.fovea.model.pickle;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The texts of protocol 0, which stand on lines and so have their line ends escaped. */
final class Escapes {
  private static final int LARGEST = 1 << 28;

  private final MemorySegment line;
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private long at;

  private Escapes(MemorySegment line) throws MalformedPickleException {
    if (line.byteSize() > LARGEST) {
      throw new MalformedPickleException(
          "a text of protocol 0 has more than " + LARGEST + " bytes");
    }
    this.line = line;
  }

  /** Python's raw-unicode-escape as UTF-8: latin1 letters, and others as {@code \}{@code u000a}. */
  static MemorySegment rawUnicode(MemorySegment line) throws MalformedPickleException {
    Escapes escapes = new Escapes(line);
    while (escapes.at < line.byteSize()) {
      int letter = escapes.next();
      boolean isEscape = letter == '\\' && (escapes.peek() == 'u' || escapes.peek() == 'U');
      escapes.write(isEscape ? escapes.hex(escapes.next() == 'u' ? 4 : 8) : letter);
    }
    return MemorySegment.ofArray(escapes.decoded.toByteArray());
  }

  /** Python 2's string between its quotes: bytes, and escapes as in its source. */
  static MemorySegment python2(MemorySegment line) throws MalformedPickleException {
    Escapes escapes = new Escapes(line);
    while (escapes.at < line.byteSize()) {
      int letter = escapes.next();
      escapes.decoded.write(letter == '\\' ? escapes.escaped() : letter);
    }
    return MemorySegment.ofArray(escapes.decoded.toByteArray());
  }

  private int escaped() throws MalformedPickleException {
    int letter = next();
    return switch (letter) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'x' -> hex(2);
      case '\\', '\'', '"' -> letter;
      default -> throw new MalformedPickleException("a text has the escape \\" + (char) letter);
    };
  }

  private int hex(int digits) throws MalformedPickleException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new MalformedPickleException("a text has an escape without its digits");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void write(int letter) throws MalformedPickleException {
    if (!Character.isValidCodePoint(letter)) {
      throw new MalformedPickleException("a text has an escape for no letter");
    }
    decoded.writeBytes(Character.toString(letter).getBytes(StandardCharsets.UTF_8));
  }

  private int peek() {
    return at < line.byteSize() ? Byte.toUnsignedInt(line.get(ValueLayout.JAVA_BYTE, at)) : -1;
  }

  private int next() throws MalformedPickleException {
    int letter = peek();
    if (letter < 0) {
      throw new MalformedPickleException("a text ends within an escape");
    }
    at++;
    return letter;
  }
}
