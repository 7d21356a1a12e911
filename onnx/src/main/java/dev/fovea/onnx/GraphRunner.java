package dev.fovea.onnx;

import ai.onnxruntime.OrtException;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import java.util.List;

/** One kind of exported graph: pictures in, detections out. May be used by many threads. */
sealed interface GraphRunner permits HeadRunner, DetectionRunner {
  /** The size {@code [H, W]} that a picture has as the graph's input. */
  Size inputSize(Image image);

  /**
   * The detections of pictures of one input size, in their order.
   *
   * @param images as many as the graph's batch at most
   */
  List<List<Detection>> run(List<Image> images) throws OrtException;
}
