package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Prefetch;
import dev.fovea.core.Size;
import dev.fovea.data.image.BoxPainter;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.onnx.OnnxDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea detect}: objects in pictures. */
@Command(
    name = "detect",
    description = "Finds objects in pictures.",
    footer = {
      "",
      "Examples:",
      "  fovea detect runs/bccd photo.jpg",
      "  fovea detect runs/bccd photos/ --threshold 0.5 --out found/",
      "  fovea detect runs/bccd photos/ --out found/ --format coco",
      "  fovea detect runs/bccd 'photos/*.png' --json",
      "  fovea detect bccd.onnx photo.jpg",
      "  fovea detect runs/tiles survey.jpg --set detect.tile=512 --set detect.overlap=64",
      "",
      "With detect.tile larger pictures are cut into overlapping tiles, each of which is looked at",
      "as a picture of its own (detect.maxDetections holds for each). Boxes that a tile's side",
      "inside the picture cuts give way to a neighbour's box that covers more than half of them,",
      "or are joined with what the neighbour shows of the object."
    })
final class DetectCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file, a run folder, or an ONNX file that export wrote.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE|DIR|GLOB",
      description = "Pictures, folders of pictures, or patterns.")
  private List<String> images;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Least score that is told, 0 to 1 (default: for each class the model's own, where eval"
              + " --store wrote one, else 0.5).")
  private Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write each picture with its boxes drawn into this folder, and the files of --format.")
  private Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the detect branch; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Mixin private DetectionFiles format;

  @Override
  public Integer call() {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw FoveaException.user("--threshold is " + threshold + "; accepted: 0 to 1");
    }
    List<Path> files = ImageArguments.files(images);
    format.check(out, json, files);
    if (model.toString().endsWith(".onnx")) {
      return detectWithOnnx(files);
    }
    try (ModelFile file = ModelFile.read(model)) {
      List<String> all = new ArrayList<>(overrides);
      ShownScores shown = shown(file.description());
      all.add("detect.scoreThreshold=" + shown.searched());
      Settings settings = RunSettings.of(file, all);
      if (out != null) {
        OutputFolder.prepare(out, files);
      }
      console.started();
      boolean several = files.size() > 1;
      try (Detector detector = RunSettings.detector(file, settings, console, several)) {
        return detect(detector, SideBySide.ofEngine(files.size()), shown, files);
      }
    }
  }

  /** A graph has its settings inside. */
  private int detectWithOnnx(List<Path> files) {
    if (!overrides.isEmpty()) {
      throw FoveaException.user(
          "--set is for model files: an ONNX model's settings were fixed when it was exported");
    }
    SideBySide sideBySide = SideBySide.of(files.size(), 0);
    try (OnnxDetector detector = OnnxDetector.load(model, sideBySide.threads())) {
      ShownScores shown = shown(detector.description());
      if (out != null) {
        OutputFolder.prepare(out, files);
      }
      console.started();
      return detect(detector, sideBySide, shown, files);
    }
  }

  private ShownScores shown(ModelDescription description) {
    return threshold == null
        ? ShownScores.of(description)
        : ShownScores.from(threshold, description.classes());
  }

  private int detect(
      Detector detector, SideBySide sideBySide, ShownScores shown, List<Path> files) {
    ClassNames classes = detector.classNames();
    DetectionReport report = new DetectionReport(model.toString(), classes);
    int done = 0;
    try (Interruption interruption = new Interruption("after this image");
        Progress progress = console.progress("detecting", files.size());
        Prefetch<Consumer<DetectionReport>> looks =
            sideBySide.over(files, file -> look(detector, shown, file))) {
      while (looks.hasNext()) {
        if (interruption.requested()) {
          console.say("stopped after %d of %d images".formatted(done, files.size()));
          report.interrupted();
          break;
        }
        looks.next().accept(report);
        progress.step(++done, "");
      }
    }
    format.write(out, classes);
    report.print(spec.commandLine().getOut(), json);
    return report.failures() == 0 ? 0 : 1;
  }

  /** Detects in one picture and paints it; gives what is to be told of it. */
  private Consumer<DetectionReport> look(Detector detector, ShownScores shown, Path file) {
    try {
      Image image = ImageReader.read(file);
      long begin = System.nanoTime();
      List<Detection> found = shown.of(detector.detect(image));
      double milliseconds = (System.nanoTime() - begin) / 1e6;
      if (out != null) {
        ImageWriter.write(BoxPainter.paint(image, found, detector.classNames()), target(file));
      }
      Size size = new Size(image.width(), image.height());
      return report -> {
        report.add(file, size, milliseconds, found);
        format.add(file, size, found);
      };
    } catch (FoveaException failure) {
      return report -> {
        console.warn(failure.getMessage());
        report.fail(file, failure.getMessage());
      };
    }
  }

  private Path target(Path file) {
    return out.resolve(file.getFileName().toString());
  }
}
