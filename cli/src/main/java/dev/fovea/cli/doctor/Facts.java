package dev.fovea.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What judgements are made of. */
final class Facts {
  private Facts() {}

  /**
   * The Java that runs.
   *
   * @param version in full
   * @param vectors whether the incubator module of the Vector API is on
   * @param fileNames the encoding of file names
   */
  record Java(Runtime.Version version, boolean vectors, String fileNames) {
    static Java read() {
      return new Java(
          Runtime.version(),
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
          System.getProperty("sun.jnu.encoding"));
    }
  }

  /**
   * Memory in bytes.
   *
   * @param machine all there is
   * @param allowed to this process, as a container limits it
   * @param available of what is allowed, before anything must be swapped out
   */
  record Memory(long machine, long allowed, long available) {
    static Memory read() {
      long allowed =
          ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              ? system.getTotalMemorySize()
              : 0;
      long free =
          ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              ? system.getFreeMemorySize()
              : 0;
      List<String> lines = SystemFiles.lines("/proc/meminfo");
      long machine = kilobytes(lines, "MemTotal").orElse(allowed);
      long available = kilobytes(lines, "MemAvailable").orElse(free);
      // In a container, the machine's available memory says nothing; its free memory is too low, as
      // page cache counts as used: the truth lies between.
      return new Memory(machine, allowed, allowed < machine ? free : available);
    }

    private static Optional<Long> kilobytes(List<String> lines, String key) {
      return SystemFiles.values(lines, key)
          .findFirst()
          .map(value -> 1024 * Long.parseLong(value.split(" ")[0]));
    }
  }

  /**
   * A folder.
   *
   * @param use what it is for
   * @param free bytes; −1 where unknown
   * @param writable whether files can be made in it, or the folder itself
   * @param executable whether libraries can be loaded from it
   */
  record Folder(String use, Path path, long free, boolean writable, boolean executable) {
    static Folder read(String use, Path path) {
      Path existing = path.toAbsolutePath();
      while (!Files.exists(existing) && existing.getParent() != null) {
        existing = existing.getParent();
      }
      return new Folder(
          use,
          path,
          free(existing),
          Files.isWritable(existing),
          !SystemFiles.forbidsExecution(SystemFiles.lines("/proc/mounts"), existing));
    }

    private static long free(Path folder) {
      try {
        FileStore store = Files.getFileStore(folder);
        return store.getUsableSpace();
      } catch (IOException unknown) {
        return -1;
      }
    }
  }

  /**
   * Large pages of memory.
   *
   * @param kernel the kernel's setting, {@code always [madvise] never}; empty where there is none
   * @param asked the variable {@code THP_MEM_ALLOC_ENABLE}
   */
  record HugePages(String kernel, String asked) {
    static HugePages read(Map<String, String> environment) {
      List<String> lines = SystemFiles.lines("/sys/kernel/mm/transparent_hugepage/enabled");
      return new HugePages(
          lines.isEmpty() ? "" : lines.getFirst(),
          environment.getOrDefault("THP_MEM_ALLOC_ENABLE", ""));
    }
  }

  /** Whether a program is on the PATH. */
  static boolean isOnPath(String program, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(new File(folder, program), new File(folder, program + ".cmd")))
        .anyMatch(File::canExecute);
  }
}
