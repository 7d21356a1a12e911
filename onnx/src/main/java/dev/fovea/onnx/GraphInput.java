package dev.fovea.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;

/**
 * The input {@code images [N, 3, H, W]} of an exported graph.
 *
 * @param type of the pixels
 * @param batch N, 0 where it is dynamic
 * @param height H, 0 where it is dynamic
 * @param width W, 0 where it is dynamic
 */
record GraphInput(OnnxJavaType type, int batch, int height, int width) {
  static final String NAME = "images";

  /** Made by the first detector, so that those who need none do not load ONNX Runtime. */
  private static final class Environment {
    /** The first call in a process decides what the runtime writes to standard error. */
    static final OrtEnvironment ONE =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "fovea");
  }

  /** The process's only one. */
  static OrtEnvironment environment() {
    return Environment.ONE;
  }

  static GraphInput of(OrtSession session) throws OrtException {
    NodeInfo node = session.getInputInfo().get(NAME);
    if (node == null
        || !(node.getInfo() instanceof TensorInfo tensor)
        || tensor.getShape().length != 4) {
      throw FoveaException.data(
          "the ONNX model has no input images [N, 3, H, W]; take one that `fovea export` wrote");
    }
    long[] shape = tensor.getShape();
    return new GraphInput(tensor.type, side(shape[0]), side(shape[2]), side(shape[3]));
  }

  private static int side(long value) {
    return value < 0 ? 0 : Math.toIntExact(value);
  }

  boolean sizeIsFixed() {
    return height > 0;
  }

  Size size() {
    return new Size(width, height);
  }

  /** How many pictures are run for {@code count}: the graph's own number where it has one. */
  int places(int count) {
    return batch == 0 ? count : batch;
  }
}
