package dev.fovea.nn.network;

import static dev.fovea.nn.layer.Initialisation.kaimingUniform;

import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.nn.layer.Convolution;
import dev.fovea.nn.layer.Convolution.Shape;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Step;
import dev.fovea.nn.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * P3 … P7 (Lin et al. 2017; paper, section 4): P3–P5 from C3–C5 with top-down additions, P6 a
 * stride-2 convolution on C5 or P5, P7 one on ReLU(P6), or on P6 as MMDetection has it.
 */
public final class FeaturePyramid {
  private static final String PREFIX = "backbone.fpn.";

  private final List<Step> lateral = new ArrayList<>();
  private final List<Step> output = new ArrayList<>();
  private final Step p6;
  private final Step p7;
  private final PyramidTop top;

  /**
   * Makes the pyramid's tensors, named as torchvision's {@code FeaturePyramidNetwork} and {@code
   * LastLevelP6P7} do.
   *
   * @param channels of C3, C4, C5
   * @param width channels of every level
   * @param top what P6 and P7 are made from
   */
  public FeaturePyramid(Weights weights, List<Integer> channels, int width, PyramidTop top) {
    this.top = top;
    for (int level = 0; level < channels.size(); level++) {
      Shape shape = new Shape(channels.get(level), width, 1, 1);
      lateral.add(make(weights, "inner_blocks." + level + ".0", shape));
    }
    for (int level = 0; level < channels.size(); level++) {
      output.add(make(weights, "layer_blocks." + level + ".0", new Shape(width, width, 3, 1)));
    }
    int source = top.ofBackbone() ? channels.getLast() : width;
    p6 = make(weights, "extra_blocks.p6", new Shape(source, width, 3, 2));
    p7 = make(weights, "extra_blocks.p7", new Shape(width, width, 3, 2));
  }

  private static Step make(Weights weights, String name, Shape shape) {
    return Step.of(Convolution.makeWithBias(weights, PREFIX + name, shape, kaimingUniform(), 0));
  }

  /** From C3, C4, C5 to P3 … P7. */
  public List<Tensor> forward(List<Tensor> features, Pass pass) {
    List<Tensor> levels = new ArrayList<>();
    Tensor above = lateral.getLast().forward(features.getLast(), pass);
    levels.add(output.getLast().forward(above, pass));
    for (int level = features.size() - 2; level >= 0; level--) {
      Tensor here = features.get(level);
      Tensor enlarged = torch.upsample_nearest2d(above, here.size(2), here.size(3));
      above = lateral.get(level).forwardOnto(enlarged, here, pass);
      levels.addFirst(output.get(level).forward(above, pass));
    }
    Tensor six = p6.forward(top.ofBackbone() ? features.getLast() : levels.getLast(), pass);
    levels.add(six);
    levels.add(p7.forward(top.rectified() ? torch.relu(six) : six, pass));
    return levels;
  }
}
