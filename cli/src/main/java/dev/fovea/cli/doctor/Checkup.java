package dev.fovea.cli.doctor;

import dev.fovea.cli.doctor.Facts.Folder;
import dev.fovea.cli.doctor.Facts.HugePages;
import dev.fovea.cli.doctor.Facts.Java;
import dev.fovea.cli.doctor.Facts.Memory;
import dev.fovea.nn.torch.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** Everything that Fovea needs of a machine, looked at once. */
public final class Checkup {
  private static final long LIBRARIES = 600_000_000L;
  private static final long WORK = 1_000_000_000L;

  private Checkup() {}

  /**
   * Looks at this machine; loads the native libraries, and never fails.
   *
   * @param platform whose native libraries this build holds, by JavaCPP's name
   * @param fromSource whether Fovea was started from its source tree
   */
  public static List<Finding> findings(String platform, boolean fromSource) {
    Map<String, String> environment = System.getenv();
    Java java = Java.read();
    Processor processor = Processor.read();
    List<Finding> findings = new ArrayList<>();
    findings.add(Judgements.java(java));
    findings.add(Judgements.maven(fromSource, Facts.isOnPath("mvn", environment)));
    findings.add(
        Natives.guarded("natives", () -> Judgements.platform(platform, Loader.getPlatform())));
    findings.add(Natives.guarded("libraries", Checkup::libraryFolder));
    findings.add(Natives.pictures());
    findings.add(Natives.convolution(Precision.FLOAT32));
    findings.add(Natives.convolution(Precision.BFLOAT16));
    findings.add(Judgements.processor(processor, Precision.fastest() == Precision.BFLOAT16));
    findings.add(Natives.threads(processor));
    findings.add(Judgements.graphics());
    findings.add(Judgements.vectors(java));
    findings.add(Judgements.memory(Memory.read()));
    findings.add(Judgements.hugePages(HugePages.read(environment)));
    findings.add(Judgements.folder(Folder.read("this folder", Path.of("").toAbsolutePath()), WORK));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    findings.add(Judgements.folder(Folder.read("temporary", temporary), WORK / 10));
    findings.add(Judgements.fileNames(java));
    return findings;
  }

  /** JavaCPP's choice: the folder that is named, the home's, or the temporary one. */
  private static Finding libraryFolder() {
    try {
      Path path = Loader.getCacheDir().toPath();
      boolean unpacked =
          Stream.of(path.toFile().list()).anyMatch(name -> name.startsWith("pytorch"));
      return Judgements.libraryFolder(Folder.read("libraries", path), unpacked ? 0 : LIBRARIES);
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
