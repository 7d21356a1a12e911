package dev.fovea.model.recognise;

import dev.fovea.model.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The names and shapes of a network's tensors, from its architecture alone; no engine is needed.
 */
public final class NetworkTensors {
  private final Architecture architecture;
  private final SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();

  private NetworkTensors(Architecture architecture) {
    this.architecture = architecture;
  }

  /**
   * A whole RetinaNet's.
   *
   * @param anchors of a cell
   * @param classes K
   */
  public static SequencedMap<String, List<Long>> of(
      Architecture architecture, int anchors, int classes) {
    NetworkTensors tensors = new NetworkTensors(architecture);
    tensors.pyramid(BackboneTensors.addTo(tensors, architecture.backbone()));
    tensors.subnet("head.classification_head", "cls_logits", anchors * classes);
    tensors.subnet("head.regression_head", "bbox_reg", anchors * 4);
    return tensors.shapes;
  }

  /** The backbone's alone. */
  public static SequencedMap<String, List<Long>> ofBackbone(Architecture architecture) {
    NetworkTensors tensors = new NetworkTensors(architecture);
    BackboneTensors.addTo(tensors, architecture.backbone());
    return tensors.shapes;
  }

  /** Adds a convolution without bias, followed by the backbone's norm. */
  void normed(String convolution, String norm, Long... shape) {
    shapes.put(convolution + ".weight", List.of(shape));
    add(norm, shape[0], architecture.norm() != Architecture.Norm.GROUP);
  }

  private void add(String norm, long channels, boolean running) {
    shapes.put(norm + ".weight", List.of(channels));
    shapes.put(norm + ".bias", List.of(channels));
    if (running) {
      shapes.put(norm + ".running_mean", List.of(channels));
      shapes.put(norm + ".running_var", List.of(channels));
    }
  }

  private void pyramid(List<Integer> channels) {
    long width = architecture.width();
    for (int level = 0; level < channels.size(); level++) {
      biased("backbone.fpn.inner_blocks." + level + ".0", width, (long) channels.get(level), 1L);
    }
    for (int level = 0; level < channels.size(); level++) {
      biased("backbone.fpn.layer_blocks." + level + ".0", width, width, 3L);
    }
    long source = architecture.p6().ofBackbone() ? channels.getLast() : width;
    biased("backbone.fpn.extra_blocks.p6", width, source, 3L);
    biased("backbone.fpn.extra_blocks.p7", width, width, 3L);
  }

  private void subnet(String name, String output, long channels) {
    long width = architecture.width();
    for (int index = 0; index < architecture.headDepth(); index++) {
      String block = name + ".conv." + index + ".";
      if (architecture.headNorm() == Architecture.HeadNorm.NONE) {
        biased(block + "0", width, width, 3L);
      } else {
        shapes.put(block + "0.weight", List.of(width, width, 3L, 3L));
        add(block + "1", width, false);
      }
    }
    biased(name + "." + output, channels, width, 3L);
  }

  private void biased(String name, long out, long in, long kernel) {
    shapes.put(name + ".weight", List.of(out, in, kernel, kernel));
    shapes.put(name + ".bias", List.of(out));
  }
}
