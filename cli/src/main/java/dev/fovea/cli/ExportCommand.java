package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TorchvisionFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.InputShape;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.export.PixelType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea export}: a model for elsewhere. */
@Command(
    name = "export",
    description = "Writes a model for other programs: as ONNX, or for Python.",
    footer = {
      "",
      "Examples:",
      "  fovea export runs/bccd --format onnx --nms --dynamic --out bccd.onnx",
      "  fovea export runs/bccd --format onnx --size 320x448 --batch 4 --out heads.onnx",
      "  fovea export runs/bccd --format onnx --int8 --calibrate bccd/ --nms --dynamic --out"
          + " b.onnx",
      "  fovea export runs/bccd --format torchvision --out bccd-torchvision.safetensors",
      "  fovea export runs/bccd --format safetensors --out bccd.safetensors",
      "",
      "ONNX with --nms: input images, uint8 or float [N,3,H,W], RGB; outputs boxes [N,M,4] (the",
      "pictures' own pixels), scores [N,M], classes [N,M] (the data set's ids), count [N].",
      "Without: input images, float [N,3,H,W], resized, normalised and padded to multiples of 32;",
      "outputs logits_p3 [N,H,W,anchors x classes] to logits_p7, deltas_p3 [N,H,W,anchors x 4] to",
      "deltas_p7. Class names and thresholds are in the file's metadata."
    })
final class ExportCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  /** What is written. */
  enum Format {
    /** A graph for ONNX Runtime, OpenVINO, TensorRT. */
    onnx,
    /** Fovea's own model file. */
    safetensors,
    /** Weights that torchvision's RetinaNet loads. */
    torchvision
  }

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, or a run folder.")
  private Path model;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; one that is there is replaced.")
  private Path out;

  @Option(
      names = "--nms",
      description = "ONNX: pictures in, detections out; resize, decoding and NMS inside.")
  private boolean nms;

  @Option(
      names = "--dynamic",
      description = "ONNX: any batch and any size, but for what --batch and --size fix.")
  private boolean dynamic;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      description =
          "ONNX: height and width of the input, pixels (default: the model's short and long side;"
              + " without --nms padded to multiples of 32).")
  private String size;

  @Option(names = "--batch", paramLabel = "N", description = "ONNX: pictures at once (default: 1).")
  private Integer batch;

  @Option(
      names = "--input",
      paramLabel = "TYPE",
      description = "ONNX with --nms: uint8, or float from 0 to 1 (default: uint8).")
  private PixelType pixels;

  @Option(names = "--half", description = "ONNX: weights and arithmetic of the network in float16.")
  private boolean half;

  @Mixin private Int8Options int8;

  @Override
  public Integer call() {
    requireFit();
    int8.check();
    OutputFile.require("--out", out);
    try (ModelFile file = ModelFile.read(model)) {
      PrintWriter results = spec.commandLine().getOut();
      switch (format) {
        case onnx -> exportOnnx(file, results);
        case safetensors -> {
          console.started();
          ModelFile.write(out, file.description(), file.tensors());
          results.printf("%s: a Fovea model, %d tensors%n", out, file.tensors().size());
        }
        case torchvision -> {
          TorchvisionFile.require(file.description());
          console.started();
          TorchvisionFile.write(file, out).forEach(results::println);
        }
      }
      results.flush();
    }
    return 0;
  }

  private void requireFit() {
    boolean options =
        nms || dynamic || half || int8.int8() || size != null || batch != null || pixels != null;
    if (options && format != Format.onnx) {
      throw FoveaException.user(
          "--nms, --dynamic, --size, --batch, --input, --half and --int8 are for --format onnx, not"
              + " "
              + format);
    }
    if (half && int8.int8()) {
      throw FoveaException.user(
          "--half and --int8: a network has one arithmetic; give one of them");
    }
    if (pixels != null && !nms) {
      throw FoveaException.user("--input is for --nms: without it the input is normalised floats");
    }
    if (batch != null && batch < 1) {
      throw FoveaException.user("--batch is " + batch + "; give a number from 1 on");
    }
  }

  private void exportOnnx(ModelFile file, PrintWriter results) {
    InputShape shape = shape(file);
    PixelType type = pixels == null ? PixelType.UINT8 : pixels;
    Arithmetic arithmetic = half ? new Arithmetic.Half() : new Arithmetic.Single();
    ExportOptions options = new ExportOptions(nms, shape, type, arithmetic);
    OnnxExport.require(file, options);
    if (int8.int8()) {
      exportInt8(file, options, results);
      return;
    }
    console.started();
    OnnxExport.write(file, options, out);
    results.printf("%s: %s%n", out, OnnxExport.summary(options));
  }

  private void exportInt8(ModelFile file, ExportOptions options, PrintWriter results) {
    Settings settings = RunSettings.of(file, List.of());
    CalibrationImages images = CalibrationImages.of(int8, settings, console);
    images.measured().ifPresent(measured -> EvalCommand.requireSameClasses(file, measured));
    console.started();
    Int8Export export = new Int8Export(file, settings, console);
    Arithmetic calibrated = export.calibrated(images.images());
    OnnxExport.write(file, options.with(calibrated), out);
    results.printf("%s: %s%n%s%n", out, OnnxExport.summary(options), images.summary());
    results.flush();
    images
        .measured()
        .ifPresent(measured -> export.measured(calibrated, measured).forEach(results::println));
  }

  private InputShape shape(ModelFile file) {
    int pictures = batch != null ? batch : dynamic ? 0 : 1;
    if (size == null) {
      return dynamic
          ? new InputShape(pictures, 0, 0)
          : InputShape.fixed(
              pictures, OnnxExport.usualSize(file.description().preprocessing(), nms));
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw FoveaException.user("--size is '" + size + "'; give HEIGHTxWIDTH in pixels: 480x640");
    }
    Size given = new Size(Integer.parseInt(sides.group(2)), Integer.parseInt(sides.group(1)));
    return InputShape.fixed(pictures, given);
  }
}
