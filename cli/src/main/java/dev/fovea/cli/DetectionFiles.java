package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.data.format.DetectedPicture;
import dev.fovea.data.format.DetectionWriter;
import dev.fovea.data.format.DetectionWriters;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** The files of {@code fovea detect --format}, written when all pictures are done. */
final class DetectionFiles {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Names.class,
      description = {
        "Also write the detections with their scores into the folder of --out. One of:"
            + " ${COMPLETION-CANDIDATES}.",
        "coco: detections.json; csv: detections.csv; yolo: labels/NAME.txt and classes.txt."
      })
  private String format;

  private final List<DetectedPicture> pictures = new ArrayList<>();
  private Path base = Path.of("");

  /** The formats, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DetectionWriters.names().iterator();
    }
  }

  /**
   * Refuses what does not go together, before any work.
   *
   * @param out the folder; null where none was given
   */
  void check(Path out, boolean json, List<Path> files) {
    if (format == null) {
      return;
    }
    DetectionWriter writer = DetectionWriters.of(format);
    if (json) {
      throw FoveaException.user(
          "--json and --format exclude each other: --json prints, --format writes files");
    }
    if (out == null) {
      throw FoveaException.user(
          "--format %s needs --out DIR, where it puts %s".formatted(format, writer.layout()));
    }
    base = common(files);
    writer.requireDistinct(files.stream().map(this::name).toList());
  }

  /** The deepest folder that all files lie in: names relative to it differ, and are short. */
  private static Path common(List<Path> files) {
    Path common = files.getFirst().toAbsolutePath().normalize().getParent();
    for (Path file : files) {
      while (!file.toAbsolutePath().normalize().startsWith(common)) {
        common = common.getParent();
      }
    }
    return common;
  }

  private String name(Path file) {
    Path relative = base.relativize(file.toAbsolutePath().normalize());
    return relative.toString().replace(File.separatorChar, '/');
  }

  void add(Path file, Size size, List<Detection> found) {
    if (format != null) {
      pictures.add(new DetectedPicture(name(file), size, found));
    }
  }

  /** Writes what was found, if anything was asked for and any picture could be read. */
  void write(Path out, ClassNames classes) {
    if (!pictures.isEmpty()) {
      DetectionWriters.of(format).write(out, pictures, classes);
    }
  }
}
