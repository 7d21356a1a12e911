package dev.fovea.onnx.export;

import java.util.List;

/**
 * A convolution's numbers, batch norm folded in.
 *
 * @param name of the layer, as in the model file
 * @param sides of the weights: outputs, inputs of a group, height, width
 * @param weights row-major
 * @param bias of the outputs
 */
record Filter(String name, List<Long> sides, float[] weights, float[] bias) {
  long[] shape() {
    return sides.stream().mapToLong(side -> side).toArray();
  }
}
