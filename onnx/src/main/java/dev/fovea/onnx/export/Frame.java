package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.Value;

/**
 * How the pictures of a batch lie in the network's input, each as {@code [2]}: height, width.
 *
 * @param source of the pictures, pixels
 * @param content of the resized pictures without padding, pixels
 * @param padded of the network's input, pixels
 */
record Frame(Value source, Value content, Value padded) {}
