package dev.fovea.nn.preflight;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.data.LabelledImage;
import dev.fovea.nn.settings.InputBranch;
import dev.fovea.nn.settings.ModelBranch;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.settings.TrainBranch;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.train.TrainingInput;
import java.util.Map;

/**
 * An estimate of the resident memory of a training run, from its settings alone.
 *
 * <p>What is counted: weights with their gradients and the optimiser's tensors; the activations
 * that autograd keeps, in proportion to the batch's pixels; the batches decoded ahead; the process
 * itself. The constants are coarse: 14 to 32 % above the measured peaks of three settings of
 * ResNet-18 (bench/results); other backbones are counted and not measured.
 *
 * @param state bytes that the batch's size has no part in
 * @param perImage bytes for each image of a batch
 * @param images of a batch
 */
record MemoryNeed(long state, long perImage, int images) {
  /** The JVM, libtorch and its workspaces. */
  private static final long PROCESS = 600L << 20;

  /** What a step holds beside the counted activations: gradients on their way, workspaces. */
  private static final double OVERHEAD = 1.5;

  /** The sum of 1/stride² from P3 to P7. */
  private static final double PYRAMID = 1 / 64.0 * (1 + 1 / 4.0 + 1 / 16.0 + 1 / 64.0 + 1 / 256.0);

  /** The greatest factor of {@code augmentation: practical} on each side. */
  private static final double LARGEST_JITTER = 1.25;

  /**
   * What a backbone brings.
   *
   * @param parameters without its classifier
   * @param perPixel activations kept for a backward pass, for each pixel of the input
   */
  private record Share(long parameters, double perPixel) {}

  private static final Map<String, Share> BACKBONES =
      Map.of(
          "resnet18", new Share(11_200_000, 110),
          "resnet34", new Share(21_300_000, 170),
          "resnet50", new Share(23_500_000, 460),
          "resnet101", new Share(42_500_000, 700),
          "resnext50_32x4d", new Share(23_000_000, 575),
          "efficientnet_lite0", new Share(3_000_000, 310),
          "msra_resnet50", new Share(23_500_000, 460),
          "msra_resnet101", new Share(42_500_000, 700));

  /** For a backbone that is not in the table. */
  private static final Share USUAL = new Share(25_000_000, 460);

  static MemoryNeed of(TrainingInput input) {
    Settings settings = input.settings();
    TrainBranch train = settings.train();
    long parameters = parameters(settings, input.training().classes().count());
    boolean half = Precision.of(train.precision()) == Precision.BFLOAT16;
    int optimizer = train.optimizer() == TrainBranch.Optimizer.ADAMW ? 2 : 1;
    long state = PROCESS + parameters * (4L * (2 + optimizer) + (half ? 2 : 0));
    double perPixel =
        OVERHEAD * (half ? 2 : 4) * activations(settings, input)
            + 3 * Float.BYTES * (train.ahead() + 1);
    return new MemoryNeed(state, (long) (pixels(input) * perPixel), train.batch());
  }

  /** Weights of the network. */
  static long parameters(Settings settings, int classes) {
    ModelBranch model = settings.model();
    long width = model.width();
    long anchors = settings.toAnchors().anchorsPerCell();
    long convolution = 9 * width * width;
    long pyramid = 6 * convolution;
    long heads = 2 * model.headDepth() * convolution + 9 * width * anchors * (classes + 4);
    return share(model).parameters + pyramid + heads;
  }

  private static Share share(ModelBranch model) {
    return BACKBONES.getOrDefault(model.backbone(), USUAL);
  }

  /** Numbers kept for each pixel of the input. */
  private static double activations(Settings settings, TrainingInput input) {
    ModelBranch model = settings.model();
    int outputs = settings.toAnchors().anchorsPerCell() * (input.training().classes().count() + 4);
    double heads = PYRAMID * (model.width() * (4.0 * model.headDepth() + 4) + 4.0 * outputs);
    return share(model).perPixel + heads;
  }

  /** Of the largest canvas that a batch may have. */
  private static double pixels(TrainingInput input) {
    Preprocessing preprocessing = input.settings().toPreprocessing();
    long width = 0;
    long height = 0;
    for (LabelledImage image : input.training().images()) {
      Size padded = preprocessing.padded(preprocessing.resized(image.width(), image.height()));
      width = Math.max(width, padded.width());
      height = Math.max(height, padded.height());
    }
    boolean jitter = input.settings().input().augmentation() == InputBranch.Augmentation.PRACTICAL;
    return (double) width * height * (jitter ? LARGEST_JITTER * LARGEST_JITTER : 1);
  }

  /** All of it, in bytes. */
  long bytes() {
    return state + images * perImage;
  }

  /** The largest batch that {@code available} bytes are enough for, 0 where none is. */
  long largestBatch(long available) {
    return Math.max(0, (available - state) / Math.max(1, perImage));
  }
}
