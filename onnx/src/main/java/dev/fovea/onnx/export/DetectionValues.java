package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Value;

/**
 * What is found, highest score first, M places for each picture of which the first {@code count}
 * are taken.
 *
 * @param boxes {@code [N, M, 4]}, the pictures' own pixels; 0 beyond the count
 * @param scores {@code [N, M]}; 0 beyond the count
 * @param classes {@code [N, M]}, the data set's own ids; −1 beyond the count
 * @param count {@code [N]}
 */
record DetectionValues(Value boxes, Value scores, Value classes, Value count) {}
