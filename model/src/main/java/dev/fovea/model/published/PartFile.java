package dev.fovea.model.published;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The beginning of a file that is being fetched, {@code FILE.part}, with its version's tag. */
final class PartFile {
  private final Path target;
  private final Path part;
  private final Path tag;

  PartFile(Path target) {
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.tag = target.resolveSibling(target.getFileName() + ".part.etag");
  }

  /** The file that it will become. */
  Path target() {
    return target;
  }

  Path path() {
    return part;
  }

  /** Bytes that are there. */
  long size() {
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  /** What the server called the version that these bytes are of. */
  Optional<String> tag() {
    try {
      return Files.exists(tag) ? Optional.of(Files.readString(tag)) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty(); // the checksum is the judge
    }
  }

  /** Starts from nothing, with a version of this tag. */
  void restart(Optional<String> version) {
    discard();
    version.ifPresent(text -> AtomicFiles.write(tag, text));
  }

  /** Open at its end. */
  FileChannel append() {
    try {
      return FileChannel.open(part, CREATE, WRITE, APPEND);
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  void write(FileChannel channel, byte[] bytes, int count) {
    try {
      AtomicFiles.writeFully(channel, ByteBuffer.wrap(bytes, 0, count));
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  /** Removes what was fetched. */
  void discard() {
    try {
      Files.deleteIfExists(part);
      Files.deleteIfExists(tag);
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  /** The part becomes the file, whole or not at all. */
  void finish() {
    try {
      try (FileChannel channel = append()) {
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(tag);
      AtomicFiles.force(target.getParent());
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private FoveaException unwritable(IOException failure) {
    return FoveaException.machine(
        "cannot write %s: %s; make room, or name another folder by %s"
            .formatted(part, AtomicFiles.reason(failure), WeightsFolder.HOME),
        failure);
  }
}
