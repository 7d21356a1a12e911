package dev.fovea.bench;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.DetectionLoss;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.ImageNormalizer;
import dev.fovea.core.loss.L1;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How long the focal loss of one image takes in a warm JVM, value and gradient, on libtorch's
 * memory (huge pages where {@code THP_MEM_ALLOC_ENABLE=1}); and, beside it, libtorch's copy of the
 * logits.
 *
 * <p>Arguments: a file with float32 logits {@code [H, W, 9, 80]}, H, W, {@code float32} or {@code
 * bfloat16}, {@code loss} or {@code copy}, threads, repetitions. There is no positive anchor: a
 * positive would cost what a background logit costs.
 */
public final class FocalLossTimes {
  private static final int ANCHORS = 9;
  private static final int CLASSES = 80;

  private FocalLossTimes() {}

  /** Computes again and again. */
  public static void main(String[] arguments) {
    int height = Integer.parseInt(arguments[1]);
    int width = Integer.parseInt(arguments[2]);
    ElementType type = ElementType.valueOf(arguments[3].toUpperCase(Locale.ROOT));
    int threads = Integer.parseInt(arguments[5]);
    int repetitions = Integer.parseInt(arguments[6]);
    torch.set_num_threads(threads);
    Tensor logits = logits(Path.of(arguments[0]), type);
    Tensor gradients = torch.empty_like(logits);
    if (arguments[4].equals("copy")) {
      KernelTimes.print(repetitions, threads, () -> gradients.copy_(logits));
      return;
    }
    long[] boxes = {height, width, ANCHORS, 4};
    Tensor deltas = torch.zeros(boxes).to(logits.scalar_type());
    Tensor deltaGradients = torch.zeros_like(deltas);
    HeadOutputs outputs = outputs(new Level(height, width, type), logits, deltas);
    HeadOutputs slopes = outputs(new Level(height, width, type), gradients, deltaGradients);
    float[] anchors = new float[4 * ANCHORS * height * width];
    List<TruthBoxes> truths = List.of(new TruthBoxes(new float[0], new int[0], new float[0]));
    List<Matches> matches = List.of(new Matches(new int[0], new int[0], new int[0], 1));
    double[] value = new double[1];
    try (Parallel parallel = new Parallel(threads)) {
      DetectionLoss loss =
          new DetectionLoss(
              new FocalLoss(2, 0.25), new L1(), new ImageNormalizer(), BoxCoder.DEFAULT, parallel);
      KernelTimes.print(
          repetitions,
          threads,
          () -> value[0] = loss.apply(outputs, anchors, truths, matches, slopes).classification());
    }
    // The loss sees their memory alone, which would go with them.
    for (Tensor owner : List.of(logits, gradients, deltas, deltaGradients)) {
      Reference.reachabilityFence(owner);
    }
    System.out.println("{\"value\": " + value[0] + "}");
  }

  private static Tensor logits(Path file, ElementType type) {
    float[] values = KernelTimes.floats(file);
    Tensor tensor = torch.empty(values.length);
    MemorySegment.copy(
        MemorySegment.ofArray(values), 0, Tensors.memory(tensor), 0, 4L * values.length);
    return tensor.to(type == ElementType.FLOAT32 ? ScalarType.Float : ScalarType.BFloat16);
  }

  private record Level(int height, int width, ElementType type) {}

  private static HeadOutputs outputs(Level level, Tensor logits, Tensor deltas) {
    LevelOutputs values =
        new LevelOutputs(
            level.height(),
            level.width(),
            Tensors.memory(logits),
            Tensors.memory(deltas),
            level.type());
    return new HeadOutputs(1, ANCHORS, CLASSES, List.of(values));
  }
}
