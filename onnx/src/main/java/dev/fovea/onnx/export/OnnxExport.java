package dev.fovea.onnx.export;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.GridSize;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.OnnxFile;
import dev.fovea.onnx.graph.Port;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model file as ONNX.
 *
 * <p>With detections inside, the input is {@code images [N, 3, H, W]}, RGB, uint8 or float, and the
 * outputs are {@code boxes [N, M, 4]} (x1, y1, x2, y2 in the pictures' own pixels), {@code scores
 * [N, M]}, {@code classes [N, M]} (int64, the data set's own ids) and {@code count [N]} (int64, how
 * many of the M places are taken, highest score first).
 *
 * <p>Else the input is {@code images [N, 3, H, W]}, float, already preprocessed, H and W multiples
 * of 32, and the outputs are {@code logits_p3 [N, H, W, A·K]} to {@code logits_p7} and {@code
 * deltas_p3 [N, H, W, A·4]} to {@code deltas_p7}.
 */
public final class OnnxExport {
  private static final int COARSEST_OF_BACKBONE = 32;

  private OnnxExport() {}

  /**
   * Writes {@code model} to {@code path}, whole or not at all.
   *
   * @throws FoveaException when the network cannot be written as ONNX, its tensors are missing, the
   *     input shape does not fit, or the file cannot be written
   */
  public static void write(ModelFile model, ExportOptions options, Path path) {
    require(model, options);
    GraphBuilder graph = new GraphBuilder();
    if (options.detections()) {
      addDetections(graph, model, options);
    } else {
      addHeads(graph, model, options);
    }
    OnnxFile.write(path, graph, "retinanet", ExportMetadata.of(model.description(), options));
  }

  /** The inputs and outputs in a line. */
  public static String summary(ExportOptions options) {
    String input = "images " + options.shape().sides();
    return options.detections()
        ? input
            + (options.pixels() == PixelType.UINT8 ? " uint8" : " float")
            + " to boxes, scores, classes, count"
        : input + " float, preprocessed, to logits_p3 … p7, deltas_p3 … p7";
  }

  /** The input's size for pictures in landscape, where no other is wished. */
  public static Size usualSize(Preprocessing preprocessing, boolean detections) {
    Size largest = new Size(preprocessing.longSide(), preprocessing.shortSide());
    return detections ? largest : preprocessing.padded(largest);
  }

  /**
   * Requires that {@code model} can be written so; nothing is.
   *
   * @throws FoveaException when it cannot
   */
  public static void require(ModelFile model, ExportOptions options) {
    BackboneGraph.require(model.description().architecture());
    InputShape shape = options.shape();
    boolean fits =
        shape.height() % COARSEST_OF_BACKBONE == 0 && shape.width() % COARSEST_OF_BACKBONE == 0;
    if (!options.detections() && !fits) {
      throw FoveaException.user(
          "an input of %d×%d pixels (height×width); without detections inside both must be"
                  .formatted(shape.height(), shape.width())
              + " multiples of 32");
    }
    int divisor = model.description().preprocessing().divisor();
    if (divisor % COARSEST_OF_BACKBONE != 0) {
      throw FoveaException.data(
          "%s pads its input to multiples of %d; the export to ONNX takes multiples of 32"
              .formatted(model.path(), divisor));
    }
  }

  private static void addDetections(GraphBuilder graph, ModelFile model, ExportOptions options) {
    ModelDescription description = model.description();
    InputShape shape = options.shape();
    String about =
        "RGB pictures, " + (options.pixels() == PixelType.UINT8 ? "bytes" : "values from 0 to 1");
    Value images = graph.input(new Port("images", options.pixels().type(), shape.sides(), about));
    PreprocessingGraph preprocessing = new PreprocessingGraph(graph, description.preprocessing());
    Frame frame = preprocessing.frame(images, shape);
    Value input = preprocessing.input(images, frame, options.pixels());
    HeadValues heads = NetworkGraph.outputs(graph, model, input, activations(graph, options));
    CandidateGraph candidates = new CandidateGraph(graph, description);
    DetectionValues found =
        new SuppressionGraph(graph, candidates, description)
            .of(candidates.of(heads, frame, grids(description, shape)), frame);
    String batch = shape.batchSide();
    String most = "" + description.postProcessing().maxDetections();
    List<String> flat = List.of(batch, most);
    graph.output(
        new Port(
            "boxes",
            ValueType.FLOAT,
            List.of(batch, most, "4"),
            "x1, y1, x2, y2 in the pictures' own pixels"),
        found.boxes());
    graph.output(new Port("scores", ValueType.FLOAT, flat, "highest first"), found.scores());
    graph.output(new Port("classes", ValueType.INT64, flat, "the data set's ids"), found.classes());
    graph.output(
        new Port("count", ValueType.INT64, List.of(batch), "places taken in each picture"),
        found.count());
  }

  /** The levels' sizes where they are known now, else none. */
  private static List<GridSize> grids(ModelDescription description, InputShape shape) {
    if (!shape.sizeIsFixed()) {
      return List.of();
    }
    Preprocessing preprocessing = description.preprocessing();
    Size padded = preprocessing.padded(preprocessing.resized(shape.width(), shape.height()));
    return GridSize.pyramid(description.anchors().sizes().size(), padded.height(), padded.width());
  }

  private static void addHeads(GraphBuilder graph, ModelFile model, ExportOptions options) {
    InputShape shape = options.shape();
    Value images =
        graph.input(
            new Port("images", ValueType.FLOAT, shape.sides(), "RGB, normalised, padded to 32"));
    HeadValues heads = NetworkGraph.outputs(graph, model, images, activations(graph, options));
    int perCell = model.description().anchors().anchorsPerCell();
    long logits = (long) perCell * model.description().classes().count();
    for (int level = 0; level < heads.logits().size(); level++) {
      Value value = heads.logits().get(level);
      graph.output(headPort("logits", level, logits, shape, "anchors × classes"), value);
    }
    for (int level = 0; level < heads.deltas().size(); level++) {
      Value value = heads.deltas().get(level);
      graph.output(headPort("deltas", level, 4L * perCell, shape, "anchors × dx dy dw dh"), value);
    }
  }

  private static Activations activations(GraphBuilder graph, ExportOptions options) {
    return switch (options.arithmetic()) {
      case Arithmetic.Single _ -> new PlainActivations(graph, ValueType.FLOAT);
      case Arithmetic.Half _ -> new PlainActivations(graph, ValueType.FLOAT16);
      case Arithmetic.Observed _ -> new ObservedActivations(graph);
      case Arithmetic.Quantized quantized -> new QuantizedActivations(graph, quantized.ranges());
    };
  }

  /**
   * The output {@code [N, C, H, W]} that holds an activation under {@link Arithmetic.Observed}.
   *
   * @param index from 0 on, in the network's order
   */
  public static String activation(int index) {
    return "activation_" + index;
  }

  private static Port headPort(
      String name, int level, long channels, InputShape shape, String about) {
    String suffix = "_p" + (level + 3);
    List<String> cells = List.of("H" + suffix, "W" + suffix);
    if (shape.sizeIsFixed()) {
      GridSize grid = GridSize.pyramid(level + 1, shape.height(), shape.width()).getLast();
      cells = List.of("" + grid.height(), "" + grid.width());
    }
    List<String> sides =
        List.of(shape.batchSide(), cells.getFirst(), cells.getLast(), "" + channels);
    return new Port(name + suffix, ValueType.FLOAT, sides, "rows, columns, " + about);
  }
}
