package dev.fovea.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that appear whole or not at all, also after a kill or a power loss: written to a temporary
 * file in the same folder, forced to disk, renamed, the folder forced to disk. Missing folders are
 * made. An input or output error is a FoveaException that names the file.
 */
public final class AtomicFiles {
  private static final String SUFFIX = ".tmp";

  private AtomicFiles() {}

  /** What writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes the whole content from the channel's beginning. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes {@code text} as UTF-8. */
  public static void write(Path path, String text) {
    write(path, text.getBytes(UTF_8));
  }

  /** Writes {@code bytes}. */
  public static void write(Path path, byte[] bytes) {
    write(path, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  /** Writes what {@code content} writes; when that throws, the file stays as it was. */
  public static void write(Path path, Content content) {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw FoveaException.user("cannot write " + path + ": it is a folder; give a file's name");
    }
    Path temporary = temporary(target);
    try {
      Files.createDirectories(folder);
      try {
        writeForced(temporary, content);
        Files.move(temporary, target, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      force(folder);
    } catch (IOException failure) {
      throw FoveaException.machine("cannot write " + path + ": " + reason(failure), failure);
    }
  }

  /**
   * Removes the temporary files that killed processes left in {@code folder}. Only for a folder
   * into which nobody else is writing.
   */
  public static void removeLeftovers(Path folder) {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(folder, AtomicFiles::isTemporary)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    } catch (IOException failure) {
      throw FoveaException.machine("cannot tidy " + folder + ": " + reason(failure), failure);
    }
  }

  /** Forces {@code folder}'s list of names to disk, so that renames in it last. */
  public static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    } // Windows cannot open a folder, and orders its own metadata.
  }

  /** Writes all that remains in {@code bytes}: a single write may take less. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      long written = channel.write(bytes);
      if (written < 0) {
        throw new IOException("the channel takes no more");
      }
    }
  }

  /** What went wrong, in words: the exceptions of java.nio have the file alone as their message. */
  public static String reason(IOException failure) {
    return switch (failure) {
      case java.nio.file.AccessDeniedException e -> "access denied";
      case java.nio.file.NoSuchFileException e -> "there is no such file or folder";
      case java.nio.file.FileAlreadyExistsException e -> "a file of that name is in the way";
      case java.nio.file.FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static void writeForced(Path temporary, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  /** {@code .name.0123456789abcdef.tmp}: hidden, and no two writers share one. */
  private static Path temporary(Path target) {
    String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return target.resolveSibling("." + target.getFileName() + "." + unique + SUFFIX);
  }

  private static boolean isTemporary(Path path) {
    return path.getFileName().toString().matches("\\..+\\.[0-9a-f]{16}\\.tmp");
  }
}
