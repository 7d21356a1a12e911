package dev.fovea.model.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fovea.model.Excerpt;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;

/** The operations that push a constant: numbers, texts, bytes. */
final class Literals {
  /** PyTorch's magic number has 10 bytes; decimals of this many letters are read in no time. */
  private static final int LONGEST_INTEGER = 256;

  private static final PickleValue NONE = new PickleValue.None();
  private static final PickleValue TRUE = new PickleValue.Bool(true);
  private static final PickleValue FALSE = new PickleValue.Bool(false);

  private final PickleInput input;

  Literals(PickleInput input) {
    this.input = input;
  }

  /** The constant of the operation {@code opcode}, whose argument is next. */
  PickleValue read(int opcode) throws MalformedPickleException {
    return switch (opcode) {
      case Opcode.NONE -> NONE;
      case Opcode.NEWTRUE -> TRUE;
      case Opcode.NEWFALSE -> FALSE;
      case Opcode.BININT -> whole(input.int32());
      case Opcode.BININT1 -> whole(input.uint8());
      case Opcode.BININT2 -> whole(input.uint16());
      case Opcode.LONG1 -> whole(input.uint8(), input);
      case Opcode.LONG4 -> whole(input.uint32(), input);
      case Opcode.INT, Opcode.LONG -> decimal(input.line());
      case Opcode.FLOAT -> real(input.line());
      case Opcode.BINFLOAT -> new PickleValue.Real(input.real());
      default -> text(opcode);
    };
  }

  private PickleValue text(int opcode) throws MalformedPickleException {
    return switch (opcode) {
      case Opcode.SHORT_BINUNICODE -> utf8(input.uint8());
      case Opcode.BINUNICODE -> utf8(input.uint32());
      case Opcode.BINUNICODE8 -> utf8(input.int64());
      case Opcode.UNICODE ->
          new PickleValue.Text(Escapes.rawUnicode(input.line(Long.MAX_VALUE)), UTF_8);
      case Opcode.SHORT_BINSTRING -> python2(input.uint8());
      case Opcode.BINSTRING -> python2(input.uint32());
      case Opcode.STRING -> quoted(input.line(Long.MAX_VALUE));
      case Opcode.SHORT_BINBYTES -> new PickleValue.Bytes(input.slice(input.uint8()));
      case Opcode.BINBYTES -> new PickleValue.Bytes(input.slice(input.uint32()));
      case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> new PickleValue.Bytes(input.slice(input.int64()));
      default ->
          throw new MalformedPickleException(
              "its pickle has the operation 0x%02x at byte %d, which is not read"
                  .formatted(opcode, input.position() - 1));
    };
  }

  private PickleValue utf8(long length) throws MalformedPickleException {
    return new PickleValue.Text(input.slice(length), UTF_8);
  }

  private PickleValue python2(long length) throws MalformedPickleException {
    return new PickleValue.Text(input.slice(length), ISO_8859_1);
  }

  /** Python 2's text in quotes. */
  private static PickleValue quoted(MemorySegment line) throws MalformedPickleException {
    long length = line.byteSize();
    byte first = length < 2 ? 0 : line.get(ValueLayout.JAVA_BYTE, 0);
    if ((first != '\'' && first != '"') || line.get(ValueLayout.JAVA_BYTE, length - 1) != first) {
      throw new MalformedPickleException("a text is not between quotes");
    }
    return new PickleValue.Text(Escapes.python2(line.asSlice(1, length - 2)), ISO_8859_1);
  }

  static PickleValue.Int whole(long value) {
    return new PickleValue.Int(BigInteger.valueOf(value));
  }

  /** Little-endian two's complement. */
  private static PickleValue whole(long length, PickleInput input) throws MalformedPickleException {
    if (length > LONGEST_INTEGER) {
      throw new MalformedPickleException(
          "a whole number has %d bytes, at most %d are accepted"
              .formatted(length, LONGEST_INTEGER));
    }
    byte[] bytes = input.slice(length).toArray(ValueLayout.JAVA_BYTE);
    byte[] reversed = new byte[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      reversed[bytes.length - i] = bytes[i];
    }
    reversed[0] = (byte) (bytes.length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0);
    return new PickleValue.Int(new BigInteger(reversed));
  }

  private static PickleValue decimal(String line) throws MalformedPickleException {
    if (line.equals("00")) {
      return FALSE;
    }
    if (line.equals("01")) {
      return TRUE;
    }
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (!digits.matches("[+-]?[0-9]{1,%d}".formatted(LONGEST_INTEGER))) {
      throw new MalformedPickleException(Excerpt.of(line) + " is no whole number");
    }
    return new PickleValue.Int(new BigInteger(digits));
  }

  private static PickleValue real(String line) throws MalformedPickleException {
    try {
      return new PickleValue.Real(
          switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(line);
          });
    } catch (NumberFormatException wrong) {
      throw new MalformedPickleException(Excerpt.of(line) + " is no number");
    }
  }
}
