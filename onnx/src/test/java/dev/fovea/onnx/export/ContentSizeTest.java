package dev.fovea.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.onnx.graph.Attribute;
import dev.fovea.onnx.graph.GraphBuilder;
import dev.fovea.onnx.graph.OnnxFile;
import dev.fovea.onnx.graph.Port;
import dev.fovea.onnx.graph.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentSizeTest {
  private static final int PICTURES = 4000;

  @TempDir private Path folder;

  @Test
  void theGraphResizesToThePreprocessingsSizes() throws OrtException {
    for (Preprocessing preprocessing :
        List.of(
            Preprocessing.imagenet(800, 1333),
            Preprocessing.imagenet(320, 427),
            Preprocessing.imagenet(608, 1024))) {
      compare(preprocessing);
    }
  }

  @Test
  void aSquareIsASquareWhateverThePicture() throws OrtException {
    Preprocessing square =
        new Preprocessing(
            800,
            800,
            Preprocessing.IMAGENET_MEAN,
            Preprocessing.IMAGENET_DEVIATION,
            64,
            Preprocessing.Fit.SQUARE);
    compare(square);
  }

  private void compare(Preprocessing preprocessing) throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "fovea");
    SplittableRandom random = new SplittableRandom(5);
    int below = 0;
    try (OrtSession session = environment.createSession(graph(preprocessing).toString())) {
      for (int picture = 0; picture < PICTURES; picture++) {
        int width = picture < 2000 ? picture + 1 : random.nextInt(1, 6000);
        int height = picture < 1000 ? 2 * width : random.nextInt(1, 6000);
        Size content = preprocessing.resized(width, height);
        Size padded = preprocessing.padded(content);
        try (OnnxTensor size = OnnxTensor.createTensor(environment, new long[] {height, width});
            OrtSession.Result result = session.run(Map.of("size", size))) {
          assertThat((long[]) result.get("sizes").orElseThrow().getValue())
              .as("%s of %dx%d", preprocessing, width, height)
              .containsExactly(content.height(), content.width(), padded.height(), padded.width());
        }
        below += exact(preprocessing, width, height) == content.height() ? 0 : 1;
      }
    }
    // Else whole numbers alone would have passed.
    assertThat(below).isGreaterThan(20);
  }

  /** The height without any rounding of the scale. */
  private static long exact(Preprocessing preprocessing, long width, long height) {
    long small = Math.min(width, height);
    long large = Math.max(width, height);
    boolean shortLimits = preprocessing.shortSide() * large <= preprocessing.longSide() * small;
    long exact =
        shortLimits
            ? height * preprocessing.shortSide() / small
            : height * preprocessing.longSide() / large;
    return Math.max(1, exact);
  }

  private Path graph(Preprocessing preprocessing) {
    GraphBuilder graph = new GraphBuilder();
    Port input = new Port("size", ValueType.INT64, List.of("2"), "height, width");
    Frame frame = new ContentSize(graph, preprocessing).of(graph.input(input));
    Port output = new Port("sizes", ValueType.INT64, List.of("4"), "content, padded");
    graph.output(
        output,
        graph.node("Concat", List.of(frame.content(), frame.padded()), Attribute.of("axis", 0)));
    Path file = folder.resolve("sizes.onnx");
    OnnxFile.write(file, graph, "sizes", Map.of());
    return file;
  }
}
