package dev.fovea.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The safetensors file format: 8 bytes with the header's length (little-endian), the header (JSON),
 * the tensors' bytes. Faithful to the format's description at <a
 * href="https://github.com/huggingface/safetensors#format">huggingface/safetensors</a>.
 */
public final class Safetensors {
  /** Where the header begins. */
  static final int PREFIX = 8;

  /** The reference implementation's limit, which keeps a hostile length from filling memory. */
  static final long LONGEST_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 20;

  private Safetensors() {}

  /**
   * Writes a file that appears whole or not at all. The tensors' bytes are written in the order
   * given.
   *
   * @throws FoveaException when the file cannot be written
   * @throws IllegalArgumentException when a tensor has the reserved name {@code __metadata__}
   */
  public static void write(
      Path path, Map<String, String> metadata, SequencedMap<String, TensorView> tensors) {
    byte[] header = SafetensorsHeader.encode(metadata, tensors);
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    AtomicFiles.write(
        path,
        channel -> {
          AtomicFiles.writeFully(channel, chunk.clear().putLong(header.length).flip());
          AtomicFiles.writeFully(channel, ByteBuffer.wrap(header));
          for (TensorView tensor : tensors.values()) {
            writeData(channel, tensor.data(), chunk);
          }
        });
  }

  /**
   * Opens {@code path}: the header is checked, the tensors are mapped and not read yet.
   *
   * @throws FoveaException when there is no such file, it cannot be read, or it is no whole,
   *     well-formed safetensors file; the message says what is wrong
   */
  @SuppressWarnings("MustBeClosedChecker") // The arena is the returned file's, which closes it.
  public static SafetensorsFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw FoveaException.data(path + " is a folder, not a safetensors file");
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return read(path, channel, arena);
    } catch (NoSuchFileException missing) {
      arena.close();
      throw new FoveaException(
          FoveaException.Cause.USER, "there is no file " + path + "; give one that is", missing);
    } catch (IOException failure) {
      arena.close();
      throw FoveaException.machine(
          "cannot read " + path + ": " + AtomicFiles.reason(failure), failure);
    } catch (MalformedSafetensorsException malformed) {
      arena.close();
      throw FoveaException.data(
          "%s is not a whole, well-formed safetensors file: %s; %s"
              .formatted(path, malformed.getMessage(), ForeignFile.advice(path)));
    }
  }

  private static SafetensorsFile read(Path path, FileChannel channel, Arena arena)
      throws IOException, MalformedSafetensorsException {
    long size = channel.size();
    long headerLength = headerLength(channel, size);
    byte[] text = readFully(channel, PREFIX, Math.toIntExact(headerLength)).array();
    long start = PREFIX + headerLength;
    SafetensorsHeader header = SafetensorsHeader.decode(new String(text, UTF_8), size - start);
    MemorySegment data = channel.map(MapMode.READ_ONLY, start, size - start, arena);
    SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
    header
        .entries()
        .forEach(
            entry -> {
              MemorySegment bytes = data.asSlice(entry.begin(), entry.end() - entry.begin());
              tensors.put(entry.name(), new TensorView(entry.type(), entry.shape(), bytes));
            });
    return new SafetensorsFile(path, arena, header.metadata(), tensors);
  }

  private static long headerLength(FileChannel channel, long size)
      throws IOException, MalformedSafetensorsException {
    if (size < PREFIX) {
      throw new MalformedSafetensorsException("it has " + size + " bytes, less than a header");
    }
    ByteBuffer prefix = readFully(channel, 0, PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    long length = prefix.getLong(0);
    if (length < 0 || length > LONGEST_HEADER) {
      throw new MalformedSafetensorsException(
          "its header would have %s bytes, at most %d are accepted"
              .formatted(Long.toUnsignedString(length), LONGEST_HEADER));
    }
    if (length > size - PREFIX) {
      throw new MalformedSafetensorsException(
          "its header would have %d bytes, but only %d follow".formatted(length, size - PREFIX));
    }
    return length;
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int bytes)
      throws IOException, MalformedSafetensorsException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        throw new MalformedSafetensorsException("it became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  /** Through one small buffer: heap segments have no byte buffer, and large ones exceed an int. */
  private static void writeData(FileChannel channel, MemorySegment data, ByteBuffer chunk)
      throws IOException {
    MemorySegment window = MemorySegment.ofBuffer(chunk.clear());
    for (long from = 0; from < data.byteSize(); from += CHUNK) {
      int bytes = (int) Math.min(CHUNK, data.byteSize() - from);
      MemorySegment.copy(data, from, window, 0, bytes);
      AtomicFiles.writeFully(channel, chunk.clear().limit(bytes));
    }
  }
}
