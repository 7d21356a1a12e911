package dev.fovea.onnx.graph;

/**
 * A tensor of a graph, known by its name.
 *
 * @param name unique in its graph; empty for an input that is left out
 */
public record Value(String name) {
  /** An optional input that a node does without. */
  public static final Value NONE = new Value("");
}
