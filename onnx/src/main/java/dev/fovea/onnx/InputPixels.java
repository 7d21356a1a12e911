package dev.fovea.onnx;

import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Function;

/** Pictures as the input {@code [N, 3, H, W]} of a graph without preprocessing inside. */
final class InputPixels {
  private final Resizer resizer;

  InputPixels(Preprocessing preprocessing) {
    resizer = new Resizer(preprocessing);
  }

  /**
   * The pictures' canvases one after the other, channels first; direct memory.
   *
   * @param images at most {@code places}
   * @param content the size that a picture is resized to
   * @param size of the canvases
   * @param places N
   */
  FloatBuffer of(List<Image> images, Function<Image, Size> content, Size size, int places) {
    int plane = Math.multiplyExact(size.width(), size.height());
    int bytes = Math.multiplyExact(Math.multiplyExact(places * 3, plane), Float.BYTES);
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int index = 0; index < images.size(); index++) {
      float[] canvas = new float[3 * plane];
      Image image = images.get(index);
      resizer.write(image, content.apply(image), MemorySegment.ofArray(canvas), size.width());
      float[] channel = new float[plane];
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < plane; i++) {
          channel[i] = canvas[3 * i + c];
        }
        pixels.put((3 * index + c) * plane, channel);
      }
    }
    return pixels;
  }
}
