package dev.fovea.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.model.DescriptionJson;
import dev.fovea.model.ModelDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A detector that runs an ONNX file, written by {@code fovea export}, on ONNX Runtime.
 *
 * <p>Graphs with detections inside and graphs that end in the heads' outputs are both taken, of any
 * input shape. A graph with detections inside and a fixed size takes pictures of that size only;
 * one without makes larger pictures smaller until they fit. Owns the runtime's native memory until
 * it is closed.
 */
public final class OnnxDetector implements Detector {
  private static final String OUTPUTS = "outputs";

  /** Pictures of one size that a list is run in at a time, where the graph leaves it open. */
  private static final int USUAL_BATCH = 4;

  private final ModelDescription description;
  private final OrtSession session;
  private final GraphInput input;
  private final GraphRunner runner;
  private final ReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxDetector(ModelDescription description, OrtSession session, boolean detections)
      throws OrtException {
    this.description = description;
    this.session = session;
    input = GraphInput.of(session);
    runner =
        detections
            ? new DetectionRunner(session, input, description.classes())
            : new HeadRunner(session, input, description, description.postProcessing());
    runner.run(List.of(blank()));
  }

  /** All of the machine's cores. */
  public static OnnxDetector load(Path model) {
    return load(model, 0);
  }

  /**
   * Loads {@code model} and runs it once, so that the first detection is as fast as the others.
   *
   * @param threads of each detection, 0 for all of the machine's cores
   * @throws FoveaException when there is no such file, ONNX Runtime cannot run it, or it was not
   *     written by {@code fovea export}
   */
  public static OnnxDetector load(Path model, int threads) {
    if (!Files.isRegularFile(model)) {
      throw FoveaException.user(
          "there is no ONNX file %s; `fovea export MODEL --format onnx --out %s` makes one"
              .formatted(model, model));
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (threads > 0) {
        options.setIntraOpNumThreads(threads);
      }
      return of(model, GraphInput.environment().createSession(model.toString(), options));
    } catch (OrtException failure) {
      throw unusable(model, failure);
    }
  }

  private static OnnxDetector of(Path model, OrtSession session) throws OrtException {
    boolean done = false;
    try {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      if (!metadata.containsKey(DescriptionJson.KEY)) {
        throw FoveaException.data(
            "%s is ONNX, but its metadata lack %s, which `fovea export` writes"
                .formatted(model, DescriptionJson.KEY));
      }
      ModelDescription description = DescriptionJson.read(model, metadata);
      boolean detections = "detections".equals(metadata.get(OUTPUTS));
      OnnxDetector detector = new OnnxDetector(description, session, detections);
      done = true;
      return detector;
    } finally {
      if (!done) {
        session.close();
      }
    }
  }

  private static FoveaException unusable(Path model, OrtException failure) {
    return new FoveaException(
        FoveaException.Cause.DATA,
        "ONNX Runtime cannot run %s: %s".formatted(model, failure.getMessage()),
        failure);
  }

  /** A black picture of the size that the model is made for. */
  private Image blank() {
    Preprocessing preprocessing = description.preprocessing();
    Size size =
        input.sizeIsFixed()
            ? input.size()
            : new Size(preprocessing.longSide(), preprocessing.shortSide());
    return new Image(size.width(), size.height(), new byte[3 * size.width() * size.height()]);
  }

  /** What the model is, as its file tells. */
  public ModelDescription description() {
    return description;
  }

  @Override
  public ClassNames classNames() {
    return description.classes();
  }

  @Override
  public List<Detection> detect(Image image) {
    return detect(List.of(image)).getFirst();
  }

  @Override
  public List<List<Detection>> detect(List<Image> images) {
    closing.readLock().lock();
    try {
      if (closed) {
        throw FoveaException.user("This detector is closed; load the model again.");
      }
      List<List<Detection>> found = new ArrayList<>();
      while (found.size() < images.size()) {
        found.addAll(runner.run(nextBatch(images.subList(found.size(), images.size()))));
      }
      return List.copyOf(found);
    } catch (OrtException failure) {
      throw FoveaException.machine("ONNX Runtime failed: " + failure.getMessage(), failure);
    } finally {
      closing.readLock().unlock();
    }
  }

  /** The first pictures, as long as they have one input size and there is room. */
  private List<Image> nextBatch(List<Image> images) {
    Size size = runner.inputSize(images.getFirst());
    int count = 1;
    while (count < Math.min(images.size(), input.places(USUAL_BATCH))
        && runner.inputSize(images.get(count)).equals(size)) {
      count++;
    }
    return images.subList(0, count);
  }

  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException failure) {
      throw FoveaException.machine("ONNX Runtime failed: " + failure.getMessage(), failure);
    } finally {
      closing.writeLock().unlock();
    }
  }
}
