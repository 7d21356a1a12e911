package dev.fovea.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A graph with preprocessing and suppression inside: it takes pictures as they are. */
final class DetectionRunner implements GraphRunner {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphInput input;
  private final ClassNames classes;

  DetectionRunner(OrtSession session, GraphInput input, ClassNames classes) {
    environment = GraphInput.environment();
    this.session = session;
    this.input = input;
    this.classes = classes;
  }

  @Override
  public Size inputSize(Image image) {
    Size size = new Size(image.width(), image.height());
    if (input.sizeIsFixed() && !input.size().equals(size)) {
      throw FoveaException.user(
          "the picture has %s pixels, the ONNX model takes %s only; export it with --dynamic"
              .formatted(size, input.size()));
    }
    return size;
  }

  @Override
  public List<List<Detection>> run(List<Image> images) throws OrtException {
    Size size = inputSize(images.getFirst());
    try (OnnxTensor tensor = tensor(images, size);
        OrtSession.Result result = session.run(Map.of(GraphInput.NAME, tensor))) {
      FloatBuffer boxes = output(result, "boxes").getFloatBuffer();
      FloatBuffer scores = output(result, "scores").getFloatBuffer();
      LongBuffer kinds = output(result, "classes").getLongBuffer();
      LongBuffer counts = output(result, "count").getLongBuffer();
      int most = scores.limit() / counts.limit();
      List<List<Detection>> found = new ArrayList<>();
      for (int image = 0; image < images.size(); image++) {
        List<Detection> own = new ArrayList<>();
        for (int place = image * most; place < image * most + counts.get(image); place++) {
          int kind = classes.ids().indexOf(kinds.get(place));
          own.add(new Detection(kind, scores.get(place), box(boxes, 4 * place)));
        }
        found.add(List.copyOf(own));
      }
      return List.copyOf(found);
    }
  }

  private static Box box(FloatBuffer boxes, int at) {
    return new Box(boxes.get(at), boxes.get(at + 1), boxes.get(at + 2), boxes.get(at + 3));
  }

  private static OnnxTensor output(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private OnnxTensor tensor(List<Image> images, Size size) throws OrtException {
    int places = input.places(images.size());
    long[] shape = {places, 3, size.height(), size.width()};
    int plane = Math.multiplyExact(size.width(), size.height());
    byte[] bytes = new byte[Math.multiplyExact(places * 3, plane)];
    for (int image = 0; image < images.size(); image++) {
      byte[] rgb = images.get(image).rgb();
      for (int i = 0; i < rgb.length; i++) {
        bytes[(3 * image + i % 3) * plane + i / 3] = rgb[i];
      }
    }
    return input.type() == OnnxJavaType.UINT8
        ? OnnxTensor.createTensor(environment, direct(bytes), shape, OnnxJavaType.UINT8)
        : OnnxTensor.createTensor(environment, unit(bytes), shape);
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
  }

  private static FloatBuffer unit(byte[] bytes) {
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    return FloatBuffer.wrap(values);
  }
}
