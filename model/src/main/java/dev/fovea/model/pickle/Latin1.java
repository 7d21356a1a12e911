package dev.fovea.model.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Bytes that protocol 2 wrote as a text of as many letters. */
final class Latin1 {
  private static final int LARGEST = 1 << 30;

  private Latin1() {}

  /** The letters' codes, each of one byte, of the text {@code utf8}. */
  static MemorySegment encode(MemorySegment utf8) throws MalformedPickleException {
    if (utf8.byteSize() > LARGEST) {
      throw new MalformedPickleException("a text of bytes has more than " + LARGEST + " of them");
    }
    byte[] letters = new byte[(int) utf8.byteSize()];
    int count = 0;
    for (long at = 0; at < utf8.byteSize(); at++) {
      int lead = Byte.toUnsignedInt(utf8.get(ValueLayout.JAVA_BYTE, at));
      if (lead >= 0x80) {
        at++;
        int next = at < utf8.byteSize() ? utf8.get(ValueLayout.JAVA_BYTE, at) : 0;
        if ((lead & 0xfe) != 0xc2 || (next & 0xc0) != 0x80) {
          throw new MalformedPickleException("a text of bytes has a letter beyond latin1");
        }
        lead = ((lead & 3) << 6) | (next & 0x3f);
      }
      letters[count++] = (byte) lead;
    }
    return MemorySegment.ofArray(Arrays.copyOf(letters, count));
  }
}
