package dev.fovea.nn;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorGrids;
import dev.fovea.core.detect.ImageFrame;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessor;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * A detector that runs a model file on libtorch.
 *
 * <p>Owns the network's native memory until it is closed; each detection frees its own.
 */
public final class TorchDetector implements Detector {
  private final ClassNames classNames;
  private final Preprocessing preprocessing;
  private final Resizer resizer;
  private final AnchorGrids grids;
  private final PostProcessor postProcessor;
  private final RetinaNet network;
  private final Pass pass;
  private final ReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * How to run a model; {@link #load(Path)} takes the model's own post-processing and the machine's
   * fastest precision.
   *
   * @param postProcessing thresholds and limits
   * @param precision of the engine's arithmetic
   * @param warm whether the detector is at full speed once it is made; false for a program that
   *     looks at one picture, which would wait for the warming up
   */
  public record Options(PostProcessing postProcessing, Precision precision, boolean warm) {
    /** At full speed once it is made. */
    public Options(PostProcessing postProcessing, Precision precision) {
      this(postProcessing, precision, true);
    }
  }

  private TorchDetector(ModelFile model, Options options) {
    ModelDescription description = model.description();
    classNames = description.classes();
    preprocessing = description.preprocessing();
    resizer = new Resizer(preprocessing);
    grids = new AnchorGrids(description.anchors());
    postProcessor = new PostProcessor(options.postProcessing());
    network = RetinaNet.of(model);
    try {
      pass = Pass.forInference(options.precision(), network.weights());
      if (options.warm()) {
        detect(new Image(preprocessing.shortSide(), preprocessing.shortSide(), blank()));
      }
    } catch (RuntimeException failure) {
      network.close();
      throw failure;
    }
  }

  private byte[] blank() {
    return new byte[3 * preprocessing.shortSide() * preprocessing.shortSide()];
  }

  /**
   * Loads a model file, or a run folder's best; fastest precision, thresholds as the model has
   * them.
   *
   * @throws FoveaException if there is none, or it is corrupt or foreign
   */
  public static TorchDetector load(Path path) {
    try (ModelFile model = ModelFile.read(path)) {
      Options options = new Options(model.description().postProcessing(), Precision.fastest());
      return load(model, options);
    }
  }

  /** The detector of an open model file, which may be closed afterwards. */
  public static TorchDetector load(ModelFile model, Options options) {
    Engine.start();
    return new TorchDetector(model, options);
  }

  @Override
  public ClassNames classNames() {
    return classNames;
  }

  @Override
  public List<Detection> detect(Image image) {
    closing.readLock().lock();
    try {
      if (closed) {
        throw FoveaException.user("This detector is closed; load the model again.");
      }
      return detections(image);
    } finally {
      closing.readLock().unlock();
    }
  }

  private List<Detection> detections(Image image) {
    Size content = preprocessing.resized(image.width(), image.height());
    Size canvas = preprocessing.padded(content);
    // Before the guard: it changes the carrier of a virtual thread, which must not block under it.
    AnchorGrid grid = grids.of(canvas.width(), canvas.height());
    try (Arena arena = Arena.ofConfined();
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      long floats = 3L * canvas.width() * canvas.height();
      MemorySegment pixels = arena.allocate(floats * Float.BYTES, 64);
      resizer.write(image, content, pixels, canvas.width());
      HeadTensors outputs =
          network.forward(Tensors.overPixels(pixels, 1, canvas.height(), canvas.width()), pass);
      ImageFrame frame =
          new ImageFrame(content.width(), content.height(), image.width(), image.height());
      return outputs.lend(values -> postProcessor.detections(values, 0, grid, frame));
    }
  }

  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        pass.close();
        network.close();
      }
    } finally {
      closing.writeLock().unlock();
    }
  }
}
