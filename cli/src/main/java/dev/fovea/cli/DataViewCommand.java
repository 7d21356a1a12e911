package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvenSample;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ContactSheet;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.data.image.Mark;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data view}: a sheet of a data set's pictures with their boxes. */
@Command(
    name = "view",
    description = {
      "Draws a sheet of pictures with their labelled boxes, at equal distances in a split; with a"
          + " model, what it finds beside what is labelled.",
      "Pictures that cannot be read are left out, and the exit code is 1."
    },
    footer = {
      "",
      "Examples:",
      "  fovea data view bccd/",
      "  fovea data view hit_uav/ --split val --count 6 --out sheet.png",
      "  fovea data view hit_uav/ --split val --model runs/hit --out found.png"
    })
final class DataViewCommand implements Callable<Integer> {
  /** Beside each other on a wide screen; with a model, truth and detections of two pictures. */
  private static final int COLUMNS = 3;

  private static final int COLUMNS_WITH_MODEL = 4;
  private static final int MOST = 200;

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(names = "--split", paramLabel = "NAME", description = "Which split (default: training).")
  private String split;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "12",
      description = "How many pictures, 1 to " + MOST + " (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--cell",
      paramLabel = "PIXELS",
      defaultValue = "800",
      description = "Width of each picture on the sheet, 100 to 4000 (default: ${DEFAULT-VALUE}).")
  private int cell;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model file, or a run folder: its detections stand beside the truth.")
  private Path model;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      defaultValue = "0.5",
      description = "Least score that is drawn, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double threshold;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "view.png",
      description = "The sheet, .png or .jpg; replaced if it exists (default: ${DEFAULT-VALUE}).")
  private Path out;

  private final List<ContactSheet.Panel> panels = new ArrayList<>();
  private int failures;

  @Override
  public Integer call() {
    requireUsable();
    Dataset dataset = dataset();
    List<LabelledImage> images = EvenSample.of(dataset.images(), count);
    if (model == null) {
      console.started();
      draw(images, dataset.classes(), Optional.empty());
    } else {
      try (ModelFile file = ModelFile.read(model)) {
        console.started();
        Settings settings = RunSettings.of(file, List.of());
        try (Detector detector = RunSettings.detector(file, settings, console)) {
          draw(images, dataset.classes(), Optional.of(detector));
        }
      }
    }
    if (panels.isEmpty()) {
      throw FoveaException.data("no picture could be read, so no sheet was written");
    }
    ImageWriter.write(sheet(), out);
    spec.commandLine().getOut().println(out);
    return failures == 0 ? 0 : 1;
  }

  private void requireUsable() {
    if (count < 1 || count > MOST) {
      throw FoveaException.user("--count is " + count + "; accepted: 1 to " + MOST);
    }
    if (cell < 100 || cell > 4000) {
      throw FoveaException.user("--cell is " + cell + "; accepted: 100 to 4000 pixels");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw FoveaException.user("--threshold is " + threshold + "; accepted: 0 to 1");
    }
    ImageWriter.requireKnownSuffix(out);
    OutputFile.require("--out", out);
  }

  private Dataset dataset() {
    DataArgument argument = DataArgument.of(data);
    return argument.format().read(data, split == null ? argument.trainingSplit() : split);
  }

  private void draw(List<LabelledImage> images, ClassNames classes, Optional<Detector> detector) {
    try (Progress progress = console.progress("drawing", images.size())) {
      for (LabelledImage labelled : images) {
        try {
          draw(labelled, ImageReader.read(labelled.file()), classes, detector);
        } catch (FoveaException unreadable) {
          console.warn(unreadable.getMessage());
          failures++;
        }
        progress.step(panels.size(), "");
      }
    }
  }

  private void draw(
      LabelledImage labelled, Image image, ClassNames classes, Optional<Detector> detector) {
    List<Mark> truth = labelled.annotations().stream().map(a -> Mark.of(a, classes)).toList();
    panels.add(new ContactSheet.Panel(image, truth, caption(labelled, truth, "labelled")));
    detector.ifPresent(
        model -> {
          List<Mark> found =
              model.detect(image).stream()
                  .filter(detection -> detection.score() >= threshold)
                  .map(detection -> Mark.of(detection, model.classNames()))
                  .toList()
                  .reversed();
          panels.add(new ContactSheet.Panel(image, found, caption(labelled, found, "found")));
        });
  }

  private static String caption(LabelledImage image, List<Mark> marks, String what) {
    return "%s: %d %s".formatted(image.name(), marks.size(), what);
  }

  /** Cells as high as the pictures' usual shape wants, the median's. */
  private Image sheet() {
    List<Double> shapes =
        panels.stream()
            .map(panel -> (double) panel.image().height() / panel.image().width())
            .sorted()
            .toList();
    double shape = Math.clamp(shapes.get(shapes.size() / 2), 0.25, 4);
    Size size = new Size(cell, (int) Math.round(shape * cell) + ContactSheet.BAR);
    return new ContactSheet(size, model == null ? COLUMNS : COLUMNS_WITH_MODEL).of(panels);
  }
}
