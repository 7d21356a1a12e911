package dev.fovea.model.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The record at a zip archive's end.
 *
 * @param entries how many
 * @param begin the directory's first byte in the file
 * @param length its bytes
 */
record ZipEnd(long entries, long begin, long length) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int WIDE_END = 0x06064b50;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int SHORTEST_ENTRY = 46;

  static ZipEnd of(MemorySegment file) throws MalformedPickleException {
    long at = find(file);
    boolean wide = at >= LOCATOR_LENGTH && file.get(INT, at - LOCATOR_LENGTH) == LOCATOR;
    ZipEnd end = wide ? wide(file, at - LOCATOR_LENGTH) : narrow(file, at);
    if (end.begin < 0 || end.length < 0 || end.begin > at || end.length > at - end.begin) {
      throw new MalformedPickleException("its zip directory lies outside of it");
    }
    if (end.entries < 0
        || end.entries > end.length / SHORTEST_ENTRY
        || end.entries > Limits.MOST_TENSORS) {
      throw new MalformedPickleException(
          "its zip directory would have %s entries".formatted(Long.toUnsignedString(end.entries)));
    }
    return end;
  }

  private static long find(MemorySegment file) throws MalformedPickleException {
    long last = file.byteSize() - END_LENGTH;
    for (long at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
      if (file.get(INT, at) == END) {
        return at;
      }
    }
    throw new MalformedPickleException(
        "it begins as a zip archive and has no end: it was cut short; fetch it again");
  }

  private static ZipEnd narrow(MemorySegment file, long at) throws MalformedPickleException {
    PickleInput input = new PickleInput(file.asSlice(at, END_LENGTH));
    input.slice(10); // signature, disks, entries on this disk
    int entries = input.uint16();
    long length = input.uint32();
    return new ZipEnd(entries, input.uint32(), length);
  }

  private static ZipEnd wide(MemorySegment file, long locator) throws MalformedPickleException {
    PickleInput input = new PickleInput(file.asSlice(locator, LOCATOR_LENGTH));
    input.slice(8); // signature, disk
    long at = input.int64();
    if (at < 0 || at > locator) {
      throw new MalformedPickleException("its zip directory lies outside of it");
    }
    PickleInput end = new PickleInput(file.asSlice(at, locator - at));
    if (end.int32() != WIDE_END) {
      throw new MalformedPickleException("its zip directory has no 64-bit end");
    }
    end.slice(28); // length, versions, disks, entries on this disk
    long entries = end.int64();
    long length = end.int64();
    return new ZipEnd(entries, end.int64(), length);
  }
}
