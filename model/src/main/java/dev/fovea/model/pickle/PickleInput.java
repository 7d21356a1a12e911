package dev.fovea.model.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A place in a file's bytes that moves on with each reading and never leaves them. */
final class PickleInput {
  /** The longest line of a protocol 0 pickle that holds a number or a name. */
  private static final int LONGEST_LINE = 4096;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private long position;

  PickleInput(MemorySegment bytes) {
    this.bytes = bytes;
  }

  long position() {
    return position;
  }

  long remaining() {
    return bytes.byteSize() - position;
  }

  int uint8() throws MalformedPickleException {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, advance(1)));
  }

  int uint16() throws MalformedPickleException {
    return Short.toUnsignedInt(bytes.get(SHORT, advance(2)));
  }

  int int32() throws MalformedPickleException {
    return bytes.get(INT, advance(4));
  }

  long uint32() throws MalformedPickleException {
    return Integer.toUnsignedLong(int32());
  }

  long int64() throws MalformedPickleException {
    return bytes.get(LONG, advance(8));
  }

  /** Big-endian, as pickle has its floating-point numbers. */
  double real() throws MalformedPickleException {
    return Double.longBitsToDouble(Long.reverseBytes(int64()));
  }

  /** The next {@code length} bytes, not copied. */
  MemorySegment slice(long length) throws MalformedPickleException {
    return bytes.asSlice(advance(length), length);
  }

  /** The bytes up to the line's end, which is passed over. */
  MemorySegment line(long longest) throws MalformedPickleException {
    long most = Math.min(remaining(), longest);
    for (long length = 0; length < most; length++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, position + length) == '\n') {
        MemorySegment line = slice(length);
        position++;
        return line;
      }
    }
    throw new MalformedPickleException(
        "a line at byte %d does not end within %d bytes".formatted(position, most));
  }

  /** A short line as a text. */
  String line() throws MalformedPickleException {
    byte[] letters = line(LONGEST_LINE).toArray(ValueLayout.JAVA_BYTE);
    return new String(letters, StandardCharsets.UTF_8);
  }

  private long advance(long length) throws MalformedPickleException {
    if (length < 0 || length > remaining()) {
      throw new MalformedPickleException(
          "%s bytes are wanted at byte %d, %d are there"
              .formatted(Long.toUnsignedString(length), position, remaining()));
    }
    long at = position;
    position += length;
    return at;
  }
}
