package dev.fovea.cli;

import dev.fovea.cli.doctor.Processor;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Window;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.onnx.Calibration;
import dev.fovea.onnx.OnnxDetector;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.quantize.LeastError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The calibration of a model for int8, and what int8 costs it.
 *
 * @param model to be exported
 * @param settings that it was trained with
 * @param console for progress
 */
record Int8Export(ModelFile model, Settings settings, Console console) {

  /** The arithmetic that {@code images} lead to. */
  Arithmetic calibrated(List<LabelledImage> images) {
    try (Calibration calibration = Calibration.of(model);
        Progress progress = console.progress("calibrating", images.size())) {
      for (int index = 0; index < images.size(); index++) {
        calibration.add(view(ImageReader.read(images.get(index)), index));
        progress.step(index + 1, "");
      }
      return calibration.arithmetic(new LeastError());
    }
  }

  /** The picture, or one of its tiles where the model looks at tiles: another one each time. */
  private Image view(Image picture, int index) {
    return settings
        .detect()
        .toTiling()
        .map(
            tiling -> {
              List<Window> tiles = tiling.windows(picture.width(), picture.height());
              return tiles.get(index % tiles.size()).of(picture);
            })
        .orElse(picture);
  }

  /** AP in single precision and in {@code arithmetic}, in words. */
  List<String> measured(Arithmetic arithmetic, Dataset dataset) {
    CocoSummary before = summary(new Arithmetic.Single(), dataset);
    CocoSummary after = summary(arithmetic, dataset);
    List<String> lines = new ArrayList<>();
    lines.add(line("AP", before.ap(), after.ap()));
    lines.add(line("AP50", before.ap50(), after.ap50()));
    if (Processor.read().overflowsInInt8()) {
      lines.add(
          "this processor has no VNNI: sums of int8 can overflow here, and AP be lower than elsewhere");
    }
    return lines;
  }

  private static String line(String name, double before, double after) {
    return String.format(
        Locale.ROOT,
        "%-4s %.4f in float32, %.4f in int8: %+.2f points",
        name,
        before,
        after,
        100 * (after - before));
  }

  /** Of the heads' graph, which is the same network whatever the exported file has around it. */
  private CocoSummary summary(Arithmetic arithmetic, Dataset dataset) {
    try {
      Path graph = Files.createTempFile("fovea-int8", ".onnx");
      try {
        OnnxExport.write(model, ExportOptions.ofHeads().with(arithmetic), graph);
        SideBySide sideBySide = SideBySide.of(dataset.images().size(), settings.train().threads());
        try (Detector detector =
            RunSettings.tiled(
                OnnxDetector.load(graph, sideBySide.threads()), model, settings, console)) {
          return new CocoMetric()
              .evaluate(
                  EvaluationTruth.of(dataset),
                  DetectionPass.over(dataset, detector, sideBySide, console).objects());
        }
      } finally {
        Files.delete(graph);
      }
    } catch (IOException failure) {
      throw FoveaException.machine(
          "no temporary file to measure int8: " + failure.getMessage(), failure);
    }
  }
}
