package dev.fovea.cli.doctor;

import dev.fovea.cli.doctor.Facts.Folder;
import dev.fovea.cli.doctor.Facts.HugePages;
import dev.fovea.cli.doctor.Facts.Java;
import dev.fovea.cli.doctor.Facts.Memory;
import java.util.Locale;
import java.util.Set;

/** What facts about a machine mean for Fovea. */
final class Judgements {
  private static final int NEEDED_JAVA = 25;
  private static final double GIGABYTE = 1e9;

  private Judgements() {}

  static Finding java(Java java) {
    return java.version().feature() >= NEEDED_JAVA
        ? Finding.ok("java", "JDK " + java.version())
        : Finding.missing(
            "java",
            "JDK " + java.version() + " is too old",
            "install a JDK 25 or newer, or name its folder in FOVEA_JAVA_HOME");
  }

  static Finding maven(boolean fromSource, boolean present) {
    if (!fromSource) {
      return Finding.ok("maven", "not needed: this Fovea is built");
    }
    return present
        ? Finding.ok("maven", "found; needed where sources have changed")
        : Finding.warn("maven", "not on the PATH", "needed where sources have changed: install it");
  }

  static Finding vectors(Java java) {
    return java.vectors()
        ? Finding.ok("kernels", "the loss runs on the Vector API")
        : Finding.warn(
            "kernels",
            "the module jdk.incubator.vector is off, so that the loss runs on its slow kernel",
            "start by the fovea script, or with --add-modules jdk.incubator.vector");
  }

  static Finding fileNames(Java java) {
    return java.fileNames().equalsIgnoreCase("UTF-8")
        ? Finding.ok("file names", "UTF-8")
        : Finding.warn(
            "file names",
            java.fileNames() + ", so that files with other letters cannot be opened",
            "set LC_ALL=C.UTF-8");
  }

  /**
   * @param bfloat16 whether training and detection choose bfloat16 on this machine
   */
  static Finding processor(Processor processor, boolean bfloat16) {
    String text = processor.name() + ", " + String.join(" ", processor.features());
    Set<String> features = processor.features();
    if (bfloat16) {
      return Finding.ok("cpu", text + "; multiplies bfloat16, which precision auto takes");
    }
    if (features.contains("asimd") || processor.threads() == 0) {
      return Finding.ok("cpu", text + "; precision auto takes float32");
    }
    return features.contains("avx2")
        ? Finding.ok("cpu", text + "; no bfloat16 in hardware, precision auto takes float32")
        : Finding.warn("cpu", text, "it has no AVX2: everything works, slowly");
  }

  /**
   * @param allowed threads that this process may use, as a container limits them
   * @param engine threads that libtorch takes by itself
   */
  static Finding threads(Processor processor, int allowed, int engine) {
    String text = allowed + " for this process, " + engine + " by the engine";
    if (processor.threads() > allowed) {
      text += " (the machine has " + processor.threads() + ")";
    }
    return engine > allowed
        ? Finding.warn(
            "threads",
            text + "; more threads than processors hinder each other",
            "set OMP_NUM_THREADS=" + allowed)
        : Finding.ok("threads", text);
  }

  static Finding memory(Memory memory) {
    String limited =
        memory.allowed() < memory.machine()
            ? " (a limit holds; the machine has " + gigabytes(memory.machine()) + ")"
            : "";
    String text = gigabytes(memory.available()) + " of " + gigabytes(memory.allowed()) + limited;
    return memory.available() < 2 * GIGABYTE
        ? Finding.warn(
            "memory",
            text + " available",
            "too little for training at usual sizes; a smaller train.batch or input.shortSide helps")
        : Finding.ok("memory", text + " available");
  }

  /**
   * @param needed bytes below which there is a warning
   */
  static Finding folder(Folder folder, long needed) {
    String text = folder.path() + ", " + gigabytes(folder.free()) + " free";
    if (!folder.writable()) {
      return Finding.warn(
          folder.use(), folder.path() + " cannot be written", "start from another folder");
    }
    return folder.free() >= 0 && folder.free() < needed
        ? Finding.warn(folder.use(), text, "make room, " + gigabytes(needed) + " or more")
        : Finding.ok(folder.use(), text);
  }

  /**
   * The folder into which native libraries are unpacked and from which they are loaded.
   *
   * @param needed bytes that are still to be unpacked
   */
  static Finding libraryFolder(Folder folder, long needed) {
    String another =
        "name another folder by FOVEA_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=DIR";
    if (!folder.writable()) {
      return Finding.missing(folder.use(), folder.path() + " cannot be written", another);
    }
    if (!folder.executable()) {
      return Finding.missing(
          folder.use(), folder.path() + " is mounted noexec: no library loads from it", another);
    }
    return folder.free() >= 0 && folder.free() < needed
        ? Finding.missing(
            folder.use(),
            folder.path() + " has " + gigabytes(folder.free()) + " free",
            "make room, " + gigabytes(needed) + " or more, or " + another)
        : Finding.ok(folder.use(), folder.path() + ", " + gigabytes(folder.free()) + " free");
  }

  static Finding hugePages(HugePages pages) {
    if (pages.kernel().isEmpty()) {
      return Finding.ok("huge pages", "not on this system");
    }
    if (pages.kernel().contains("[never]")) {
      return Finding.warn(
          "huge pages",
          "the kernel gives none, so that large tensors are slower",
          "as root: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled");
    }
    return pages.asked().equals("1")
        ? Finding.ok("huge pages", "used for large tensors (" + pages.kernel() + ")")
        : Finding.warn("huge pages", "not asked for", "set THP_MEM_ALLOC_ENABLE=1");
  }

  /**
   * @param built the platform whose native libraries this build holds
   * @param machine the platform of this machine
   */
  static Finding platform(String built, String machine) {
    return built.equals(machine)
        ? Finding.ok("natives", "for " + built)
        : Finding.missing(
            "natives",
            "for " + built + ", but this machine is " + machine,
            "build for it: mvn package -Djavacpp.platform=" + machine);
  }

  static Finding graphics() {
    return Finding.ok("gpu", "none is used: this build runs on the CPU");
  }

  private static String gigabytes(double bytes) {
    return bytes < 0
        ? "an unknown amount"
        : String.format(Locale.ROOT, bytes < GIGABYTE ? "%.2f GB" : "%.1f GB", bytes / GIGABYTE);
  }
}
