package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A zip archive whose entries lie uncompressed in the file, as torch writes them. */
final class ZipArchive {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int NAME_LENGTH = 26;

  private final Map<String, MemorySegment> entries = new HashMap<>();

  private ZipArchive() {}

  /** Reads the directory of the archive {@code file}. */
  static ZipArchive open(MemorySegment file) throws MalformedPickleException {
    ZipDirectory directory = ZipDirectory.of(file);
    ZipArchive archive = new ZipArchive();
    List<ZipDirectory.Entry> inOrder = directory.entries();
    inOrder.sort(Comparator.comparingLong(ZipDirectory.Entry::offset));
    long end = 0;
    for (ZipDirectory.Entry entry : inOrder) {
      String name = Excerpt.of(entry.name());
      if (entry.offset() < end) {
        throw new MalformedPickleException(
            "its entry %s overlaps with the one before".formatted(name));
      }
      long begin = begin(file, directory.begin(), entry);
      end = begin + entry.size();
      if (archive.entries.put(entry.name(), file.asSlice(begin, entry.size())) != null) {
        throw new MalformedPickleException("it has two entries " + name);
      }
    }
    return archive;
  }

  /** Where the bytes of {@code entry} begin; they end before the directory, at {@code limit}. */
  private static long begin(MemorySegment file, long limit, ZipDirectory.Entry entry)
      throws MalformedPickleException {
    long available = limit - entry.offset();
    if (available >= LOCAL_LENGTH) {
      PickleInput header = new PickleInput(file.asSlice(entry.offset(), LOCAL_LENGTH));
      int signature = header.int32();
      header.slice(NAME_LENGTH - Integer.BYTES);
      long length = (long) LOCAL_LENGTH + header.uint16() + header.uint16();
      if (signature == LOCAL_HEADER && available - length >= entry.size()) {
        return entry.offset() + length;
      }
    }
    throw new MalformedPickleException(
        "its entry %s of %s bytes is not at byte %s, where the directory has it"
            .formatted(
                Excerpt.of(entry.name()),
                Long.toUnsignedString(entry.size()),
                Long.toUnsignedString(entry.offset())));
  }

  Set<String> names() {
    return entries.keySet();
  }

  /** The bytes of the entry {@code name}. */
  Optional<MemorySegment> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
