package dev.fovea.nn.preflight;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory this machine, or this container, has left for a process. */
final class AvailableMemory {
  private AvailableMemory() {}

  /** Bytes; empty where the system does not say. */
  static OptionalLong bytes() {
    OptionalLong machine =
        number(Path.of("/proc/meminfo"), "MemAvailable:").stream()
            .map(kilobytes -> kilobytes << 10)
            .findFirst();
    OptionalLong limit = containerLeft(Path.of("/sys/fs/cgroup"));
    if (machine.isEmpty()) {
      return limit.isPresent() ? limit : installed();
    }
    return limit.isEmpty()
        ? machine
        : OptionalLong.of(Math.min(machine.getAsLong(), limit.getAsLong()));
  }

  /** What a control group (version 2) leaves: its limit less what it uses, the page cache free. */
  static OptionalLong containerLeft(Path group) {
    OptionalLong limit = number(group.resolve("memory.max"), "");
    OptionalLong used = number(group.resolve("memory.current"), "");
    if (limit.isEmpty() || used.isEmpty()) {
      return OptionalLong.empty();
    }
    long cache = number(group.resolve("memory.stat"), "inactive_file").orElse(0);
    return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cache));
  }

  /** Elsewhere the whole of it, of which other programs have a part. */
  private static OptionalLong installed() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? OptionalLong.of(system.getTotalMemorySize())
        : OptionalLong.empty();
  }

  /** The number after a word at a line's begin; empty where there is none, such as "max". */
  private static OptionalLong number(Path file, String word) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(word))
          .map(line -> line.substring(word.length()).strip().split(" ", 2)[0])
          .filter(text -> text.matches("\\d{1,18}"))
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException absent) {
      return OptionalLong.empty();
    }
  }
}
