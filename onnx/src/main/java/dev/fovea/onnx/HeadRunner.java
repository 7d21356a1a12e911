package dev.fovea.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorGrids;
import dev.fovea.core.detect.ImageFrame;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessor;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.model.ModelDescription;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A graph that gives the heads' outputs: preprocessing and post-processing are core's. */
final class HeadRunner implements GraphRunner {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphInput input;
  private final Preprocessing preprocessing;
  private final InputPixels inputPixels;
  private final AnchorGrids grids;
  private final PostProcessor postProcessor;
  private final int anchorsPerCell;
  private final int classes;
  private final int levels;

  HeadRunner(
      OrtSession session,
      GraphInput input,
      ModelDescription description,
      PostProcessing postProcessing) {
    environment = GraphInput.environment();
    this.session = session;
    this.input = input;
    preprocessing = description.preprocessing();
    inputPixels = new InputPixels(preprocessing);
    grids = new AnchorGrids(description.anchors());
    postProcessor = new PostProcessor(postProcessing);
    anchorsPerCell = description.anchors().anchorsPerCell();
    classes = description.classes().count();
    levels = description.anchors().sizes().size();
  }

  @Override
  public Size inputSize(Image image) {
    return input.sizeIsFixed() ? input.size() : preprocessing.padded(content(image));
  }

  /** Where the graph's size is fixed, never larger than it. */
  private Size content(Image image) {
    Size wanted = preprocessing.resized(image.width(), image.height());
    if (!input.sizeIsFixed()
        || wanted.width() <= input.width() && wanted.height() <= input.height()) {
      return wanted;
    }
    double scale =
        Math.min((double) input.width() / image.width(), (double) input.height() / image.height());
    return new Size(
        Math.clamp((int) (image.width() * scale), 1, input.width()),
        Math.clamp((int) (image.height() * scale), 1, input.height()));
  }

  @Override
  public List<List<Detection>> run(List<Image> images) throws OrtException {
    Size size = inputSize(images.getFirst());
    int places = input.places(images.size());
    long[] shape = {places, 3, size.height(), size.width()};
    FloatBuffer pixels = inputPixels.of(images, this::content, size, places);
    AnchorGrid grid = grids.of(size.width(), size.height());
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, shape);
        OrtSession.Result result = session.run(Map.of(GraphInput.NAME, tensor))) {
      HeadOutputs outputs = outputs(result, places);
      List<List<Detection>> found = new ArrayList<>();
      for (int index = 0; index < images.size(); index++) {
        Image image = images.get(index);
        Size content = content(image);
        ImageFrame frame =
            new ImageFrame(content.width(), content.height(), image.width(), image.height());
        found.add(postProcessor.detections(outputs, index, grid, frame));
      }
      return List.copyOf(found);
    }
  }

  private HeadOutputs outputs(OrtSession.Result result, int places) throws OrtException {
    List<LevelOutputs> all = new ArrayList<>();
    for (int level = 3; level < 3 + levels; level++) {
      OnnxTensor logits = tensor(result, "logits_p" + level);
      OnnxTensor deltas = tensor(result, "deltas_p" + level);
      long[] shape = logits.getInfo().getShape();
      all.add(
          new LevelOutputs(
              (int) shape[1],
              (int) shape[2],
              MemorySegment.ofBuffer(logits.getFloatBuffer()),
              MemorySegment.ofBuffer(deltas.getFloatBuffer()),
              ElementType.FLOAT32));
    }
    return new HeadOutputs(places, anchorsPerCell, classes, all);
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }
}
