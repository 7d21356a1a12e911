package dev.fovea.nn.network;

import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.nn.torch.Tensors;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * The outputs of both subnets (or gradients with respect to them) as tensors.
 *
 * @param logits of each level, {@code [N, A·K, H, W]}, channels-last: in memory {@code [N, H, W, A,
 *     K]}
 * @param deltas of each level, {@code [N, A·4, H, W]}, channels-last
 * @param anchorsPerCell A
 */
public record HeadTensors(List<Tensor> logits, List<Tensor> deltas, int anchorsPerCell) {
  /** Makes every tensor channels-last, which most already are. */
  static HeadTensors channelsLast(List<Tensor> logits, List<Tensor> deltas, int anchorsPerCell) {
    return new HeadTensors(
        logits.stream().map(HeadTensors::channelsLast).toList(),
        deltas.stream().map(HeadTensors::channelsLast).toList(),
        anchorsPerCell);
  }

  private static Tensor channelsLast(Tensor tensor) {
    return tensor.contiguous(MemoryFormat.ChannelsLast);
  }

  /** Uninitialised tensors of the same shapes. */
  public HeadTensors emptyLike() {
    return new HeadTensors(
        logits.stream().map(torch::empty_like).toList(),
        deltas.stream().map(torch::empty_like).toList(),
        anchorsPerCell);
  }

  /** Both outputs of every level, logits first. */
  public Tensor[] all() {
    List<Tensor> all = new ArrayList<>(logits);
    all.addAll(deltas);
    return all.toArray(Tensor[]::new);
  }

  /** Lends the same memory as plain segments to {@code use}, for which the tensors stay alive. */
  public <R> R lend(Function<HeadOutputs, R> use) {
    try {
      return use.apply(view());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private HeadOutputs view() {
    List<LevelOutputs> levels = new ArrayList<>();
    for (int level = 0; level < logits.size(); level++) {
      Tensor logit = logits.get(level);
      levels.add(
          new LevelOutputs(
              (int) logit.size(2),
              (int) logit.size(3),
              Tensors.memory(logit),
              Tensors.memory(deltas.get(level)),
              logit.element_size() == Float.BYTES ? ElementType.FLOAT32 : ElementType.BFLOAT16));
    }
    int images = (int) logits.getFirst().size(0);
    int classes = (int) logits.getFirst().size(1) / anchorsPerCell;
    return new HeadOutputs(images, anchorsPerCell, classes, levels);
  }
}
