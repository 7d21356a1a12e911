package dev.fovea.data.format;

import dev.fovea.core.Parallel;
import dev.fovea.data.format.JsonScanner.Unrecognised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Reads a JSON list of objects in parts, by several threads at once.
 *
 * <p>Where a part begins is a guess: a comma between braces may also stand in a text or a nested
 * list. Each part must end exactly where the next one begins, and the first begins with the file;
 * so no wrong guess goes unnoticed.
 */
final class ListParts {
  /** Fewer bytes are not worth a part. */
  private static final long LEAST = 1 << 19;

  /** Entries longer than this are not looked for. */
  private static final int SEARCHED = 1 << 14;

  /** Small parts even out that one thread is slower than another. */
  private static final int PARTS_PER_THREAD = 4;

  private ListParts() {}

  /** What was read of each part; nothing where something in the file is not recognised. */
  static <T> Optional<List<T>> read(Path file, CocoCursor.Reading<T> reading) {
    try (FileChannel channel = FileChannel.open(file);
        Parallel parallel = Parallel.ofProcessors()) {
      long[] borders = borders(channel, PARTS_PER_THREAD * parallel.threads());
      AtomicReferenceArray<T> parts = new AtomicReferenceArray<>(borders.length - 1);
      parallel.forEach(
          parts.length(),
          i -> parts.set(i, readPart(channel, borders[i], borders[i + 1], reading)));
      return Optional.of(IntStream.range(0, parts.length()).mapToObj(parts::get).toList());
    } catch (IOException | UncheckedIOException | Unrecognised leftToJackson) {
      return Optional.empty();
    }
  }

  private static <T> T readPart(
      FileChannel channel, long begin, long end, CocoCursor.Reading<T> reading) {
    try {
      return ScanningCursor.readPart(channel, begin, end, reading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the parts begin, and the end of the last. */
  private static long[] borders(FileChannel channel, int most) throws IOException {
    long size = channel.size();
    long parts = Math.clamp(size / LEAST, 1, most);
    NavigableSet<Long> borders = new TreeSet<>(List.of(0L, ScanningCursor.TO_THE_END));
    for (long part = 1; part < parts; part++) {
      entryAfter(channel, size / parts * part).ifPresent(borders::add);
    }
    return borders.stream().mapToLong(Long::longValue).toArray();
  }

  /** Where the next entry seems to begin: after a brace, a comma and any space. */
  private static OptionalLong entryAfter(FileChannel channel, long place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SEARCHED);
    channel.read(bytes, place);
    boolean afterBrace = false;
    boolean afterComma = false;
    for (int i = 0; i < bytes.position(); i++) {
      int here = bytes.get(i);
      if (here == '{' && afterComma) {
        return OptionalLong.of(place + i);
      }
      boolean space = here == ' ' || here == '\n' || here == '\r' || here == '\t';
      afterComma = here == ',' ? afterBrace : (afterComma && space);
      afterBrace = here == '}' || (afterBrace && space);
    }
    return OptionalLong.empty();
  }
}
