package dev.fovea.onnx.export;

import dev.fovea.core.ClassNames;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessing.Clip;
import dev.fovea.model.ModelDescription;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.Value;
import dev.fovea.onnx.graph.ValueType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Suppression for each class, the choice of the best, and the way back to the pictures' pixels, as
 * nodes: the second half of {@code PostProcessor}.
 */
final class SuppressionGraph {
  private final GraphBuilder graph;
  private final CandidateGraph candidates;
  private final PostProcessing settings;
  private final ClassNames classes;

  SuppressionGraph(GraphBuilder graph, CandidateGraph candidates, ModelDescription description) {
    this.graph = graph;
    this.candidates = candidates;
    settings = description.postProcessing();
    classes = description.classes();
  }

  DetectionValues of(CandidateValues decoded, Frame frame) {
    CandidateValues all = clipped(decoded, frame);
    Value boxes = all.boxes();
    Value kept = kept(boxes, all);
    List<Value> best = best(padded(kept));
    Value index = inside(best.getLast(), all.logits());
    Value found = scaled(candidates.gathered(boxes, index), frame);
    Value kind =
        graph.node("GatherElements", List.of(all.classes(), index), Attribute.of("axis", 1));
    Value logits = best.getFirst();
    if (settings.clip() == Clip.AFTER_NMS) {
      List<Value> full = best(withoutEmpty(found, logits));
      logits = full.getFirst();
      found = candidates.gathered(found, full.getLast());
      kind = graph.node("GatherElements", List.of(kind, full.getLast()), Attribute.of("axis", 1));
    }
    return results(logits, found, kind);
  }

  private CandidateValues clipped(CandidateValues all, Frame frame) {
    if (settings.clip() == Clip.AFTER_NMS) {
      return all;
    }
    Value boxes = clipped(all.boxes(), corners(frame.content()));
    boolean dropped = settings.clip() == Clip.BEFORE_NMS_WITHOUT_EMPTY;
    Value logits = dropped ? withoutEmpty(boxes, all.logits()) : all.logits();
    return new CandidateValues(boxes, logits, all.classes());
  }

  /** The logits of those that stay; of the others {@link CandidateGraph#LOWEST}. */
  private Value kept(Value boxes, CandidateValues all) {
    float threshold = Math.nextDown(CandidateGraph.leastLogit(settings));
    Value selected =
        graph.node(
            "NonMaxSuppression",
            boxes,
            logitsByClass(all),
            graph.integers(settings.maxDetections()),
            graph.floats(new long[] {1}, (float) settings.nms()),
            graph.floats(new long[] {1}, Math.max(threshold, CandidateGraph.LOWEST / 2)));
    // Picture and candidate; a candidate has one class.
    Value places =
        graph.node("Gather", List.of(selected, graph.integers(0, 2)), Attribute.of("axis", 1));
    Value count = graph.node("Gather", graph.node("Shape", places), graph.integers(0));
    Value none = filled(graph.node("Shape", all.logits()), 0);
    Value mask = graph.node("ScatterND", none, places, filled(count, 1));
    Value stays = graph.node("Greater", mask, graph.real(0.5f));
    return graph.node("Where", stays, all.logits(), graph.real(CandidateGraph.LOWEST));
  }

  /** {@code [N, K, T]}: each candidate's logit in the row of its class only. */
  private Value logitsByClass(CandidateValues all) {
    long[] rows = LongStream.range(0, classes.count()).toArray();
    Value row = graph.node("Unsqueeze", graph.integers(rows), graph.integers(1));
    Value own = graph.node("Unsqueeze", all.classes(), graph.integers(1));
    Value logits = graph.node("Unsqueeze", all.logits(), graph.integers(1));
    return graph.node(
        "Where", graph.node("Equal", own, row), logits, graph.real(CandidateGraph.LOWEST));
  }

  /** M places more, so that there are always M to choose. */
  private Value padded(Value logits) {
    return graph.node(
        "Pad",
        logits,
        graph.integers(0, 0, 0, settings.maxDetections()),
        graph.real(CandidateGraph.LOWEST));
  }

  /** The M highest and their places. */
  private List<Value> best(Value logits) {
    Value most = graph.integers(settings.maxDetections());
    return graph.nodes("TopK", 2, List.of(logits, most), Attribute.of("axis", 1));
  }

  /** The places beyond the candidates as the last candidate's. */
  private Value inside(Value index, Value logits) {
    Value count = graph.node("Gather", graph.node("Shape", logits), graph.integers(1));
    return graph.node("Min", index, graph.node("Sub", count, graph.integers(1)));
  }

  /** From the network's pixels to the pictures', clipped to them. */
  private Value scaled(Value boxes, Frame frame) {
    Value source = corners(frame.source());
    Value scale = graph.node("Div", source, corners(frame.content()));
    return clipped(graph.node("Mul", boxes, scale), source);
  }

  /** Height, width to {@code [4]}: width, height, width, height. */
  private Value corners(Value size) {
    return cast(graph.node("Gather", size, graph.integers(1, 0, 1, 0)), ValueType.FLOAT);
  }

  private Value clipped(Value boxes, Value limits) {
    return graph.node("Min", graph.node("Max", boxes, graph.real(0)), limits);
  }

  private Value withoutEmpty(Value boxes, Value logits) {
    Value low = graph.node("Gather", List.of(boxes, graph.integers(0, 1)), axis(2));
    Value high = graph.node("Gather", List.of(boxes, graph.integers(2, 3)), axis(2));
    Value full = cast(graph.node("Greater", high, low), ValueType.FLOAT);
    Value both = graph.node("ReduceMin", List.of(full), axes(2), Attribute.of("keepdims", 0));
    Value stays = graph.node("Greater", both, graph.real(0.5f));
    return graph.node("Where", stays, logits, graph.real(CandidateGraph.LOWEST));
  }

  private DetectionValues results(Value logits, Value boxes, Value kind) {
    Value valid = graph.node("Greater", logits, graph.real(CandidateGraph.LOWEST / 2));
    Value scores = graph.node("Where", valid, graph.node("Sigmoid", logits), graph.real(0));
    Value column = graph.node("Unsqueeze", valid, graph.integers(2));
    Value ids =
        graph.node(
            "Gather", graph.integers(classes.ids().stream().mapToLong(id -> id).toArray()), kind);
    Value count =
        graph.node(
            "ReduceSum",
            List.of(cast(valid, ValueType.INT64), graph.integers(1)),
            Attribute.of("keepdims", 0));
    return new DetectionValues(
        graph.node("Where", column, boxes, graph.real(0)),
        scores,
        graph.node("Where", valid, ids, graph.integer(-1)),
        count);
  }

  private Value filled(Value shape, float value) {
    return graph.node("ConstantOfShape", List.of(shape), Attribute.tensor("value", value));
  }

  private Value cast(Value value, ValueType type) {
    return graph.node("Cast", List.of(value), Attribute.of("to", type.number()));
  }

  private static Attribute axis(long axis) {
    return Attribute.of("axis", axis);
  }

  private static Attribute axes(long axis) {
    return Attribute.of("axes", new long[] {axis});
  }
}
