package dev.fovea.model.published;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The right to fetch one file, which one process has at a time, and in it one thread. The operating
 * system takes it back from a process that ends.
 */
final class FetchLock implements AutoCloseable {
  private static final long BETWEEN_TRIES = 200;

  private final Path path;
  private final FileChannel channel;

  private FetchLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Waits for the right to fetch {@code target}, whose folder exists. */
  static FetchLock of(Path target, FetchListener listener) throws InterruptedException {
    Path path = target.resolveSibling(target.getFileName() + ".lock");
    FetchLock lock = new FetchLock(path, open(path));
    boolean owned = false;
    try {
      boolean told = false;
      while (!lock.isTaken()) {
        if (!told) {
          listener.note("another process fetches " + target + "; waiting for it");
          told = true;
        }
        Thread.sleep(BETWEEN_TRIES);
      }
      owned = true;
      return lock;
    } finally {
      if (!owned) {
        lock.close();
      }
    }
  }

  private static FileChannel open(Path path) {
    try {
      return FileChannel.open(path, CREATE, WRITE);
    } catch (IOException failure) {
      throw unlockable(path, failure);
    }
  }

  private boolean isTaken() {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    } catch (IOException failure) {
      throw unlockable(path, failure);
    }
  }

  private static FoveaException unlockable(Path path, IOException failure) {
    return FoveaException.machine(
        "cannot lock %s: %s; name another folder by %s"
            .formatted(path, AtomicFiles.reason(failure), WeightsFolder.HOME),
        failure);
  }

  /** The file is fetched: whoever locked another file of this name finds it done. */
  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException leftBehind) {
      // An empty file that is in nobody's way.
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw FoveaException.machine("cannot unlock " + path, failure);
    }
  }
}
