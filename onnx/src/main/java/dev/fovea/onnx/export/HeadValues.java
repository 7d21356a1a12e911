package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Value;
import java.util.List;

/**
 * Both subnets' outputs, from P3 to P7.
 *
 * @param logits {@code [N, H, W, A·K]} of each level, float32
 * @param deltas {@code [N, H, W, A·4]} of each level, float32
 */
record HeadValues(List<Value> logits, List<Value> deltas) {}
