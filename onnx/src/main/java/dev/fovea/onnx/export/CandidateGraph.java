package dev.fovea.onnx.export;

import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.GridSize;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.ScoreThreshold;
import dev.fovea.model.ModelDescription;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Top-k of each level's logits and their boxes as nodes, in the order of operations of {@code
 * PostProcessor}. Anchors are computed where they are wanted; there is no table of them.
 */
final class CandidateGraph {
  /** Below every logit, and finite, since engines differ about infinities. */
  static final float LOWEST = -1e30f;

  private final GraphBuilder graph;
  private final AnchorSettings anchors;
  private final PostProcessing settings;
  private final int classes;

  CandidateGraph(GraphBuilder graph, ModelDescription description) {
    this.graph = graph;
    anchors = description.anchors();
    settings = description.postProcessing();
    classes = description.classes().count();
  }

  /**
   * The candidates of all levels, finest first; {@code fixedGrids} is empty where the input's size
   * is dynamic.
   */
  CandidateValues of(HeadValues heads, Frame frame, List<GridSize> fixedGrids) {
    List<Value> boxes = new ArrayList<>();
    List<Value> logits = new ArrayList<>();
    List<Value> indices = new ArrayList<>();
    for (int level = 0; level < heads.logits().size(); level++) {
      long known =
          fixedGrids.isEmpty()
              ? 0
              : (long) fixedGrids.get(level).height()
                  * fixedGrids.get(level).width()
                  * anchors.anchorsPerCell()
                  * classes;
      List<Value> top = top(heads.logits().get(level), known);
      Value perAnchor = graph.integer(classes);
      Value anchor = graph.node("Div", top.getLast(), perAnchor);
      Value boxesOfAnchors = anchorBoxes(anchor, heads.logits().get(level), level, frame);
      boxes.add(decoded(boxesOfAnchors, deltas(heads.deltas().get(level), anchor)));
      logits.add(thresholded(top.getFirst(), level == heads.logits().size() - 1));
      indices.add(remainder(top.getLast(), anchor, perAnchor));
    }
    return new CandidateValues(concat(1, boxes), concat(1, logits), concat(1, indices));
  }

  /** Values and positions {@code [N, k]}; {@code known} logits, or 0 where the size is dynamic. */
  private List<Value> top(Value logits, long known) {
    Value row = graph.node("Reshape", logits, graph.integers(0, -1));
    if (known > 0) {
      return highest(row, Math.min(known, settings.topK()));
    }
    // TensorRT wants a constant k: with k places more there are always k to choose.
    Value places = graph.integers(0, 0, 0, settings.topK());
    List<Value> top = highest(graph.node("Pad", row, places, graph.real(LOWEST)), settings.topK());
    Value last = graph.node("Sub", side(row, 1), graph.integers(1));
    return List.of(top.getFirst(), graph.node("Min", top.getLast(), last));
  }

  private List<Value> highest(Value row, long count) {
    return graph.nodes("TopK", 2, List.of(row, graph.integers(count)), Attribute.of("axis", 1));
  }

  /**
   * {@code value mod divisor}, of whole numbers from 0, without the operator that TensorRT lacks.
   */
  private Value remainder(Value value, Value quotient, Value divisor) {
    return graph.node("Sub", value, graph.node("Mul", quotient, divisor));
  }

  /** Only where the coarsest level's threshold differs; the lower of both holds for all anyway. */
  private Value thresholded(Value logits, boolean coarsest) {
    float own =
        ScoreThreshold.logit(
            coarsest ? settings.coarsestScoreThreshold() : settings.scoreThreshold());
    if (own <= leastLogit(settings)) {
      return logits;
    }
    Value low = graph.node("Less", logits, graph.real(own));
    return graph.node("Where", low, graph.real(LOWEST), logits);
  }

  /** The smallest logit that any level's detections may have. */
  static float leastLogit(PostProcessing settings) {
    return ScoreThreshold.logit(
        Math.min(settings.scoreThreshold(), settings.coarsestScoreThreshold()));
  }

  /** The boxes {@code [N, k, 4]} of anchors {@code [N, k]}, numbered within their level. */
  private Value anchorBoxes(Value anchor, Value logits, int level, Frame frame) {
    Value perCell = graph.integer(anchors.anchorsPerCell());
    Value cell = graph.node("Div", anchor, perCell);
    Value shape = remainder(anchor, cell, perCell);
    Value width = side(logits, 2);
    Value row = graph.node("Div", cell, width);
    Value column = remainder(cell, row, width);
    Value x = point(column, stride(frame, width, level, 1));
    Value y = point(row, stride(frame, side(logits, 1), level, 0));
    long[] all = {anchors.anchorsPerCell(), 4};
    Value corners = graph.node("Gather", graph.floats(all, corners(level)), shape);
    return graph.node("Add", corners, concat(2, List.of(x, y, x, y)));
  }

  /** {@code (index + offset) × stride} as {@code [N, k, 1]}. */
  private Value point(Value index, Value stride) {
    float offset = anchors.centre() == AnchorSettings.Centre.HALF_CELL ? 0.5f : 0;
    Value place = graph.node("Add", cast(index), graph.real(offset));
    return graph.node("Unsqueeze", graph.node("Mul", place, stride), graph.integers(2));
  }

  private Value stride(Frame frame, Value cells, int level, int axis) {
    if (anchors.stride() == AnchorSettings.Stride.POWER_OF_TWO) {
      return graph.real(8 << level);
    }
    Value padded = graph.node("Gather", frame.padded(), graph.integers(axis));
    return cast(graph.node("Div", padded, cells));
  }

  /** {@code [A, 4]} relative to the cell's point: of the first cell, whose point is the origin. */
  private float[] corners(int level) {
    boolean half = anchors.centre() == AnchorSettings.Centre.HALF_CELL;
    AnchorSettings atCorner =
        new AnchorSettings(
            anchors.sizes(),
            anchors.scales(),
            anchors.ratios(),
            anchors.stride(),
            half ? AnchorSettings.Centre.CORNER : anchors.centre(),
            anchors.rounding(),
            anchors.order());
    Size any = new Size(256, 256);
    AnchorGrid grid = AnchorGrid.of(atCorner, any.width(), any.height());
    int start = 4 * grid.start(level);
    return Arrays.copyOfRange(grid.boxes(), start, start + 4 * anchors.anchorsPerCell());
  }

  /** The deltas {@code [N, k, 4]} of anchors {@code [N, k]}. */
  private Value deltas(Value deltas, Value anchor) {
    Value rows = graph.node("Reshape", deltas, graph.integers(0, -1, 4));
    return gathered(rows, anchor);
  }

  /** Rows {@code [N, k, 4]} of {@code [N, T, 4]}. */
  Value gathered(Value rows, Value index) {
    Value column = graph.node("Unsqueeze", index, graph.integers(2));
    Value four = concat(2, List.of(column, column, column, column));
    return graph.node("GatherElements", List.of(rows, four), Attribute.of("axis", 1));
  }

  /** As {@link BoxCoder#decode}. */
  private Value decoded(Value boxes, Value deltas) {
    Value low = slice(boxes, 0);
    Value size = graph.node("Sub", slice(boxes, 2), low);
    Value half = graph.real(0.5f);
    Value middle = graph.node("Add", low, graph.node("Mul", half, size));
    Value centre = graph.node("Add", graph.node("Mul", slice(deltas, 0), size), middle);
    Value growth = limited(slice(deltas, 2), settings.deltaLimit().coder());
    Value extent = graph.node("Mul", half, graph.node("Mul", graph.node("Exp", growth), size));
    return concat(2, List.of(graph.node("Sub", centre, extent), graph.node("Add", centre, extent)));
  }

  private Value limited(Value growth, BoxCoder coder) {
    Value below = graph.node("Min", growth, graph.real(coder.limit()));
    return Float.isFinite(coder.least())
        ? graph.node("Max", below, graph.real(coder.least()))
        : below;
  }

  private Value slice(Value value, long from) {
    return graph.node(
        "Slice", value, graph.integers(from), graph.integers(from + 2), graph.integers(2));
  }

  private Value side(Value value, long axis) {
    return graph.node("Gather", graph.node("Shape", value), graph.integers(axis));
  }

  private Value cast(Value value) {
    return graph.node("Cast", List.of(value), Attribute.of("to", ValueType.FLOAT.number()));
  }

  private Value concat(long axis, List<Value> values) {
    return graph.node("Concat", values, Attribute.of("axis", axis));
  }
}
