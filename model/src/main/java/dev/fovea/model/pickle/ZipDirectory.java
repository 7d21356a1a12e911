package dev.fovea.model.pickle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fovea.model.Excerpt;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A zip archive's directory, which lies behind its entries. Faithful to PKWARE's APPNOTE 6.3.10,
 * with the 64-bit fields.
 *
 * @param begin its first byte in the file
 * @param entries in its order
 */
record ZipDirectory(long begin, List<Entry> entries) {
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_LENGTH = 46;
  private static final int WIDE_FIELDS = 1;
  private static final long UINT32 = 0xffff_ffffL;
  private static final int ENCRYPTED = 1;

  /**
   * An entry as the directory has it.
   *
   * @param offset of its local header
   * @param size of its bytes, which are not compressed
   */
  record Entry(String name, long offset, long size) {}

  static ZipDirectory of(MemorySegment file) throws MalformedPickleException {
    ZipEnd end = ZipEnd.of(file);
    PickleInput input = new PickleInput(file.asSlice(end.begin(), end.length()));
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < end.entries(); i++) {
      entries.add(entry(input));
    }
    return new ZipDirectory(end.begin(), entries);
  }

  private static Entry entry(PickleInput input) throws MalformedPickleException {
    PickleInput fixed = new PickleInput(input.slice(HEADER_LENGTH));
    if (fixed.int32() != HEADER) {
      throw new MalformedPickleException("its zip directory has something else than an entry");
    }
    fixed.slice(4); // versions
    int flags = fixed.uint16();
    int method = fixed.uint16();
    fixed.slice(8); // time, checksum
    long compressed = fixed.uint32();
    long size = fixed.uint32();
    int nameLength = fixed.uint16();
    int extraLength = fixed.uint16();
    int commentLength = fixed.uint16();
    fixed.slice(8); // disk, attributes
    long offset = fixed.uint32();
    String name = name(input.slice(nameLength));
    PickleInput extra = wideFields(new PickleInput(input.slice(extraLength)));
    input.slice(commentLength);
    size = size == UINT32 ? extra.int64() : size;
    compressed = compressed == UINT32 ? extra.int64() : compressed;
    offset = offset == UINT32 ? extra.int64() : offset;
    if (method != 0 || compressed != size || (flags & ENCRYPTED) != 0) {
      throw new MalformedPickleException(
          "its entry %s is compressed or encrypted, which torch.save never does"
              .formatted(Excerpt.of(name)));
    }
    if (size < 0 || offset < 0) {
      throw new MalformedPickleException(
          "its entry %s has a size or place beyond 63 bits".formatted(Excerpt.of(name)));
    }
    return new Entry(name, offset, size);
  }

  private static String name(MemorySegment bytes) throws MalformedPickleException {
    if (bytes.byteSize() > Limits.LONGEST_NAME) {
      throw new MalformedPickleException(
          "its entry has a name of %d bytes".formatted(bytes.byteSize()));
    }
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  /** The 64-bit sizes and place, where the extra fields have them. */
  private static PickleInput wideFields(PickleInput extra) throws MalformedPickleException {
    while (extra.remaining() >= 4) {
      int id = extra.uint16();
      MemorySegment field = extra.slice(extra.uint16());
      if (id == WIDE_FIELDS) {
        return new PickleInput(field);
      }
    }
    return new PickleInput(MemorySegment.ofArray(new byte[0]));
  }
}
